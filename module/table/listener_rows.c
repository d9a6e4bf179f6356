// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "kernel/walk.h"
#include "table/listener_rows.h"
#include "table/rows.h"

struct collecting {
	struct lq_walk walk;
	struct lq_rows *rows;
	const struct net *net;	/* NULL: all of them */
	unsigned int each;
	void (*fill)(void *rows, const struct sock *sk);
	size_t bucket;		/* number of the bucket's first row */
};

static void begin_bucket(struct lq_walk *walk, bool again)
{
	struct collecting *to = container_of(walk, struct collecting, walk);

	if (again)
		to->rows->n = to->bucket;
	else
		to->bucket = to->rows->n;
}

static int visit(struct lq_walk *walk, const struct sock *sk)
{
	struct collecting *to = container_of(walk, struct collecting, walk);
	void *rows;

	if (to->net && !net_eq(sock_net(sk), to->net))
		return 0;
	rows = lq_rows_add(to->rows, to->each);
	if (!rows)
		return -ENOSPC;
	to->fill(rows, sk);
	return 0;
}

static int more_room(struct lq_walk *walk)
{
	return lq_rows_grow(container_of(walk, struct collecting, walk)->rows);
}

int lq_listener_rows(struct lq_rows *rows, const struct net *net,
		     unsigned int each,
		     void (*fill)(void *rows, const struct sock *sk))
{
	struct collecting to = {
		.walk = {
			.begin = begin_bucket,
			.visit = visit,
			.room = more_room,
		},
		.rows = rows,
		.net = net,
		.each = each,
		.fill = fill,
	};

	return lq_walk_listeners(&to.walk);
}
