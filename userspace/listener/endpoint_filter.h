/* SPDX-License-Identifier: GPL-2.0-only */
/* Filters applied to rows that have endpoints, but no process. */
#ifndef ENDPOINT_FILTER_H
#define ENDPOINT_FILTER_H

#include <stdbool.h>

#include "table/value.h"

struct failure;
struct filters;

/*
 * Rejects filters by process; rows: what has none, "drops". Returns an
 * exit_status.
 */
int filters_check_endpoints(const struct filters *filters, const char *rows,
			    struct failure *why);

/*
 * Whether a filter matches the listener's endpoint or the client's address;
 * remote is unknown where rows have no client.
 */
bool filters_match_endpoints(const struct filters *filters, struct value netns,
			     struct value local, struct value remote);

#endif /* ENDPOINT_FILTER_H */
