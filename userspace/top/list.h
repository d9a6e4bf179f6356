/* SPDX-License-Identifier: GPL-2.0-only */
/* The list of 'listenq top': listeners, filtered and sorted. */
#ifndef LIST_H
#define LIST_H

#include <stddef.h>

#include "listener/listener_rate.h"
#include "listener/judgement.h"

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
	enum severity severity;
	double synq, acceptq;		/* how full, 0 to 1; -1 if unknown */
};

struct top_list {
	struct top_list_row *row;
	size_t count;
	size_t critical, warning;	/* how many are in such trouble */
};

/*
 * Lists the listeners whose address or process contains text; "": all of them.
 * They must outlive the list. Returns 0 or -ENOMEM; top_list_free() is due if
 * it returned 0.
 */
int top_list_make(struct top_list *list, const struct listeners *listeners,
		  const char *text, enum top_sort sort);
void top_list_free(struct top_list *list);

#endif /* LIST_H */
