/* SPDX-License-Identifier: GPL-2.0-only */
/* Which refusals somebody asked for. */
#ifndef DROP_FILTER_H
#define DROP_FILTER_H

#include <stdbool.h>

struct failure;
struct filters;
struct refusal;

/* Names of processes say nothing of a refusal. Returns a cmd_status. */
int filters_check_refusal(const struct filters *filters, struct failure *why);

/* By the listener's address and port, or by who was refused. */
bool filters_match_refusal(const struct filters *filters,
			   const struct refusal *refusal);

#endif /* DROP_FILTER_H */
