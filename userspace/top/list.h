/* SPDX-License-Identifier: GPL-2.0-only */
/* Listeners in the order that somebody wants to see. */
#ifndef LIST_H
#define LIST_H

#include <stddef.h>

#include "listener/listener_rate.h"
#include "listener/trouble.h"

struct listeners;
struct listener;

enum top_sort {
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

const char *top_sort_name(enum top_sort sort);

struct top_list_row {
	const struct listener *listener;
	enum trouble trouble;
	double synq, acceptq;		/* how full, 0 to 1; -1 if unknown */
};

struct top_list {
	struct top_list_row *row;
	size_t count;
	size_t full, some;		/* of them, in such trouble */
};

/*
 * text: a part of the address or of a process's name; "" for all. The listeners
 * have to outlive it. 0 or -errno.
 */
int top_list_make(struct top_list *list, const struct listeners *listeners,
		  const char *text, enum top_sort sort);
void top_list_free(struct top_list *list);

#endif /* LIST_H */
