/* SPDX-License-Identifier: GPL-2.0-only */
/* Counts connections by TCP state and by the endpoint that they belong to. */
#ifndef LQ_CONNECTION_COUNT_H
#define LQ_CONNECTION_COUNT_H

#include <linux/if.h>
#include <linux/types.h>
#include <net/tcp_states.h>

#include "kernel/endpoint.h"

struct lq_rows;
struct net;

enum lq_kind {
	LQ_KIND_LISTENER,
	LQ_KIND_CLOSED,		/* port 0: closed listeners not remembered */
	LQ_KIND_NONE,		/* connections of no listener */
	LQ_KIND_TOTAL,		/* all connections of the namespace */
	LQ_NR_KINDS
};

/* A row. Rows of the last two kinds have no address. */
struct lq_states_row {
	struct lq_listening local;
	char dev[IFNAMSIZ];		/* name of local.ifindex */
	enum lq_kind kind;
	u32 netns;			/* inode number of the namespace */
	u32 count[TCP_MAX_STATES];	/* count[TCP_CLOSE] is always 0 */
	u32 half_open_acked;		/* of count[TCP_NEW_SYN_RECV] */
	u32 unaccepted;
	u32 unaccepted_closed;		/* of unaccepted and count[TCP_CLOSE_WAIT] */

	/* Used while counting only. */
	const struct net *net;		/* compared, never followed */
	u32 next;			/* row of the same hash: its number + 1 */
	bool merged;			/* into another row of the same endpoint */
};

/**
 * lq_connection_count_take() - count all connections that there are now
 * @rows: the result, rows of struct lq_states_row; initialised, empty
 * @net: the namespace, alive; or NULL for all
 *
 * Memory is proportional to the listeners, time to the connections. Holds the
 * lock of one bucket of the kernel's table at a time (lq_walk_connections()).
 *
 * Context: process, may sleep.
 * Return: 0, -ENOMEM, or -EFBIG for more than a million rows.
 */
int lq_connection_count_take(struct lq_rows *rows, const struct net *net);

#endif /* LQ_CONNECTION_COUNT_H */
