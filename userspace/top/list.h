/* SPDX-License-Identifier: GPL-2.0-only */
/* Listeners in the order that somebody wants to see. */
#ifndef LIST_H
#define LIST_H

#include <stddef.h>

#include "listener/listener_rate.h"
#include "listener/trouble.h"

struct listeners;
struct listener;

enum board_sort {
	SORT_TROUBLE,
	SORT_SYNQ,
	SORT_ACCEPTQ,
	SORT_SYNS,
	SORT_ACCEPTED,
	SORT_DROPS,
	SORT_COOKIES,
	SORT_PORT,
	NSORTS
};

const char *board_sort_name(enum board_sort sort);

struct board_row {
	const struct listener *listener;
	enum trouble trouble;
	double synq, acceptq;		/* how full, 0 to 1; -1 if unknown */
};

struct board {
	struct board_row *row;
	size_t count;
	size_t full, some;		/* of them, in such trouble */
};

/*
 * text: a part of the address or of a process's name; "" for all. The listeners
 * have to outlive it. 0 or -errno.
 */
int board_make(struct board *board, const struct listeners *listeners,
	       const char *text, enum board_sort sort);
void board_free(struct board *board);

#endif /* LIST_H */
