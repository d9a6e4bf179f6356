/* SPDX-License-Identifier: GPL-2.0-only */
/* Filters applied to drops. */
#ifndef DROP_FILTER_H
#define DROP_FILTER_H

#include <stdbool.h>

struct failure;
struct filters;
struct drop_row;

/*
 * Rejects filters by process, which a drop does not have. Returns an
 * exit_status.
 */
int filters_check_drop(const struct filters *filters, struct failure *why);

/* Whether a filter matches the listener's endpoint or the client's address. */
bool filters_match_drop(const struct filters *filters,
			const struct drop_row *drop);

#endif /* DROP_FILTER_H */
