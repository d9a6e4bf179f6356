/* SPDX-License-Identifier: GPL-2.0-only */
/* A table: what is in a row and how it reads. */
#ifndef LQ_TABLE_H
#define LQ_TABLE_H

#include <linux/types.h>

struct lq_cell;
struct lq_rows;
struct net;
struct sock;

struct lq_table {
	const char *name;
	const char * const *tokens;
	unsigned int columns;
	size_t row_size;

	/*
	 * Either all rows are taken at once: of a namespace, or of all of them
	 * (NULL). May sleep; returns 0 or an error.
	 */
	int (*take)(struct lq_rows *rows, const struct net *net);

	/*
	 * Or each listener has its rows, which are filled, zero before, in an
	 * RCU read section; may not sleep.
	 */
	unsigned int rows_each;
	void (*fill)(void *rows, const struct sock *sk);

	/* One value of a row; may sleep. */
	void (*cell)(struct lq_cell *cell, const void *row,
		     unsigned int column);
};

#endif /* LQ_TABLE_H */
