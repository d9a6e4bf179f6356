/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables: how the rows of each are taken and how a value of a row is shown.
 */
#ifndef LQ_TABLE_H
#define LQ_TABLE_H

#include <linux/types.h>

#include "uapi/listenq.h"

struct lq_cell;
struct lq_rows;
struct net;

struct lq_table {
	const char *name;		/* in the title, "# listenq-<name> <format>" */
	const char * const *tokens;
	unsigned int columns;
	size_t row_size;

	/*
	 * Adds all rows: of a namespace, which is alive, or of all (NULL). May
	 * sleep. Returns 0 or an error.
	 */
	int (*take)(struct lq_rows *rows, const struct net *net);

	/* Sets a cell to one value of a row. May sleep. */
	void (*cell)(struct lq_cell *cell, const void *row,
		     unsigned int column);
};

/* Arguments of the LQ_..._COLUMNS() of uapi/listenq.h: numbers, names. */
#define LQ_COLUMN_NUMBER(name, ...)	COLUMN_##name,
#define LQ_COLUMN_TOKEN(name, ...)	#name,

extern const struct lq_table lq_clients;
extern const struct lq_table lq_connections;
extern const struct lq_table lq_drops;
extern const struct lq_table lq_episodes;
extern const struct lq_table lq_latency;
extern const struct lq_table lq_listeners;
extern const struct lq_table lq_module;
extern const struct lq_table lq_netstat;
extern const struct lq_table lq_probes;
extern const struct lq_table lq_states;
extern const struct lq_table lq_transitions;

#endif /* LQ_TABLE_H */
