/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of waits, with whose they are. */
#ifndef LATENCY_ROW_H
#define LATENCY_ROW_H

#include "listener/latency.h"
#include "listener/listener.h"

struct filters;
struct latency_row;

struct wait_row {
	struct listener listener;		/* without its listener */
	const struct latency_row *latency;
	struct waits waits;
};

/* In the order of port and address; the rest is what they point into. */
struct wait_rows {
	struct wait_row *row;
	size_t count;
	struct loaded table;
	struct owners owners;
};

/* Returns a cmd_status; to be freed in any case. */
int wait_rows_load(struct wait_rows *rows, enum owners_wanted wanted,
		   struct failure *why);
void wait_rows_free(struct wait_rows *rows);

/*
 * Drops those of other network namespaces than this process' own, as the tables
 * in /proc/net do; if that is not known, or the table is a copy, none.
 */
void wait_rows_keep_ours(struct wait_rows *rows);

void wait_rows_keep(struct wait_rows *rows, const struct filters *filters);

#endif /* LATENCY_ROW_H */
