/* SPDX-License-Identifier: GPL-2.0-only */
/* The states table's rows, joined with the listeners of their endpoints. */
#ifndef ENDPOINT_STATES_H
#define ENDPOINT_STATES_H

#include "lib/endpoint.h"
#include "listener/listener.h"
#include "table/load.h"

struct filters;

struct endpoint_states {
	const struct states_row *row;
	struct endpoint local;		/* may have neither address nor port */
	struct owner owner;		/* of several listeners: with the lowest pid */
	struct value synq_limit;	/* summed over its listeners */
};

/*
 * Sorted by namespace, port and address, then the rows without an endpoint; the
 * members of each point into loaded and listeners.
 */
struct states_table {
	struct endpoint_states *endpoint;
	size_t count;
	struct loaded loaded;
	struct listeners listeners;
};

/*
 * Loads the rows that match, or whose listeners do, of all network namespaces
 * if the filters are of all. Returns an exit_status;
 * states_table_free() is due also on failure.
 */
int states_table_load(struct states_table *table, struct filters *filters,
		      enum owners_wanted wanted, struct failure *why);
void states_table_free(struct states_table *table);

/* Whether it is a row of that kind: "listener", "closed", "none" or "total". */
bool endpoint_is(const struct endpoint_states *endpoint, const char *row);

/* Whether there are rows of more than one network namespace. */
bool states_table_spans_namespaces(const struct states_table *table);

/* Sums up the connections in a state over all rows but the totals. */
struct value states_table_sum(const struct states_table *table, size_t state);

#endif /* ENDPOINT_STATES_H */
