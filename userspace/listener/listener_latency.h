/* SPDX-License-Identifier: GPL-2.0-only */
/* The latency table's rows, joined with the owners of the listeners. */
#ifndef LISTENER_LATENCY_H
#define LISTENER_LATENCY_H

#include "listener/latency.h"
#include "listener/listener.h"

struct filters;
struct latency_row;

struct listener_latency {
	struct listener listener;	/* its row is NULL */
	const struct latency_row *row;
	struct latency_histogram histogram;
};

/*
 * Sorted by port and address; the members of each point into loaded and owners.
 */
struct latency_table {
	struct listener_latency *latency;
	size_t count;
	struct loaded loaded;
	struct owners owners;
};

/* Returns an exit_status; latency_table_free() is due also on failure. */
int latency_table_load(struct latency_table *table, enum owners_wanted wanted,
		       struct failure *why);
void latency_table_free(struct latency_table *table);

/*
 * Removes the rows of other network namespaces than this process' own, as the
 * tables in /proc/net are of one. Removes none if that namespace is not known,
 * or the table is a copy.
 */
void latency_table_keep_own_netns(struct latency_table *table);

/* Removes the rows that no filter matches. Returns an exit_status. */
int latency_table_keep(struct latency_table *table, struct filters *filters,
		       struct failure *why);

#endif /* LISTENER_LATENCY_H */
