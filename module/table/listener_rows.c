// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <net/sock.h>

#include "kernel/walk.h"
#include "table/listener_rows.h"
#include "table/rows.h"

struct collecting {
	struct lq_walk walk;
	struct lq_rows *rows;
	unsigned int each;
	void (*fill)(void *rows, const struct sock *sk);
};

static int prepare(struct lq_walk *walk)
{
	struct collecting *to = container_of(walk, struct collecting, walk);

	return lq_rows_reserve(to->rows, to->each);
}

static void visit(struct lq_walk *walk, const struct sock *sk)
{
	struct collecting *to = container_of(walk, struct collecting, walk);

	to->fill(lq_rows_add(to->rows, to->each), sk);
}

int lq_listener_rows(struct lq_rows *rows, const struct net *net,
		     unsigned int each,
		     void (*fill)(void *rows, const struct sock *sk))
{
	struct collecting to = {
		.walk = { .net = net, .prepare = prepare, .visit = visit },
		.rows = rows,
		.each = each,
		.fill = fill,
	};

	return lq_walk_listeners(&to.walk);
}
