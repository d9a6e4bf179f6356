/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a series of metrics is about: an endpoint, whose sockets (SO_REUSEPORT)
 * are added up, or each socket.
 */
#ifndef SERIES_H
#define SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "listener/group.h"
#include "metrics/exposition.h"

struct series {
	const struct listener *listener;	/* the first of its sockets */
	struct listener_row row;		/* added up */
	struct judgement judgement;	/* of the worst of its sockets */
	size_t sockets, full;		/* how many, and with a full accept queue */
	/* The fullest of its sockets, depth and limit: absent if unknown. */
	struct value synq_fullest, acceptq_fullest;	/* in thousandths */
	struct labels gauge;		/* netns, local; inode if each socket */
	struct labels counter;		/* the same, and set */
};

struct series_list {
	struct series *series;
	size_t count;
};

/*
 * Makes the series of listeners that listeners_sort_by_namespace() has sorted.
 * Returns 0 or -ENOMEM; series_free() is due in any case.
 */
int series_make(struct series_list *list, const struct listeners *listeners,
		bool per_socket);
void series_free(struct series_list *list);

/*
 * The label "set" of a counter: it changes when a socket joins or leaves, so
 * that a smaller sum is no counter that was reset.
 */
#define SET_SIZE 9
#define SET_BEGIN 2166136261U
unsigned int set_add(unsigned int set, struct value inode);

#endif /* SERIES_H */
