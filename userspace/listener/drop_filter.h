/* SPDX-License-Identifier: GPL-2.0-only */
/* Which drops somebody asked for. */
#ifndef DROP_FILTER_H
#define DROP_FILTER_H

#include <stdbool.h>

struct failure;
struct filters;
struct drop_row;

/* Names of processes say nothing of a drop. Returns a cmd_status. */
int filters_check_drop(const struct filters *filters, struct failure *why);

/* By the listener's address and port, or by who was dropped. */
bool filters_match_drop(const struct filters *filters,
			const struct drop_row *drop);

#endif /* DROP_FILTER_H */
