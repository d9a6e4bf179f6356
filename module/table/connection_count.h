/* SPDX-License-Identifier: GPL-2.0-only */
/* How many connections are in which state, and whose they are. */
#ifndef LQ_CONNECTION_COUNT_H
#define LQ_CONNECTION_COUNT_H

#include <linux/types.h>
#include <net/tcp_states.h>

#include "kernel/endpoint.h"

struct lq_rows;
struct net;

enum lq_kind {
	LQ_KIND_LISTENER,
	LQ_KIND_CLOSED,		/* port 0: all that are not remembered */
	LQ_KIND_NONE,		/* of no listener */
	LQ_KIND_TOTAL,		/* of the namespace */
	LQ_NR_KINDS
};

/* A row. Those of the last two kinds have no address. */
struct lq_census {
	struct lq_listening local;
	enum lq_kind kind;
	u32 netns;			/* its inode number */
	u32 count[TCP_MAX_STATES];	/* nothing is known of TCP_CLOSE */

	/* For the taking. */
	const struct net *net;		/* to compare only */
	u32 next;			/* of the same hash: its number + 1 */
	bool merged;			/* with another of the same endpoint */
};

/**
 * lq_census_take() - count all connections now
 * @rows: of struct lq_census, initialised; the result
 * @net: the namespace, alive; or NULL for all
 *
 * Memory grows with the listeners, not with the connections. A bucket's lock
 * is held at a time (lq_walk_connections()).
 *
 * Context: process, may sleep.
 * Return: 0, -ENOMEM or -EFBIG.
 */
int lq_census_take(struct lq_rows *rows, const struct net *net);

#endif /* LQ_CONNECTION_COUNT_H */
