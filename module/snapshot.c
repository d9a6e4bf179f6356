// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/slab.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "rows.h"
#include "snapshot.h"
#include "table.h"
#include "walk.h"

struct lq_snapshot {
	struct lq_rows rows;
};

/* The rows of a table that has some for each listener, while it is taken. */
struct taking {
	struct lq_walk walk;
	const struct lq_table *table;
	const struct net *net;	/* NULL: all of them */
	struct lq_rows *rows;
	size_t bucket;		/* where the bucket's rows begin */
};

static void begin_bucket(struct lq_walk *walk, bool again)
{
	struct taking *taking = container_of(walk, struct taking, walk);

	if (again)
		taking->rows->n = taking->bucket;
	else
		taking->bucket = taking->rows->n;
}

static int visit(struct lq_walk *walk, const struct sock *sk)
{
	struct taking *taking = container_of(walk, struct taking, walk);
	const struct lq_table *table = taking->table;
	void *rows;

	if (taking->net && !net_eq(sock_net(sk), taking->net))
		return 0;
	rows = lq_rows_add(taking->rows, table->rows_each);
	if (!rows)
		return -ENOSPC;
	table->fill(rows, sk);
	return 0;
}

static int more_room(struct lq_walk *walk)
{
	struct taking *taking = container_of(walk, struct taking, walk);

	return lq_rows_grow(taking->rows);
}

static int take_listeners(struct lq_rows *rows, const struct lq_table *table,
			  const struct net *net)
{
	struct taking taking = {
		.walk = {
			.begin = begin_bucket,
			.visit = visit,
			.room = more_room,
		},
		.table = table,
		.net = net,
		.rows = rows,
	};

	return lq_walk_listeners(&taking.walk);
}

struct lq_snapshot *lq_snapshot_take(const struct lq_table *table,
				     const struct net *net)
{
	struct lq_snapshot *snapshot;
	int err;

	snapshot = kzalloc(sizeof(*snapshot), GFP_KERNEL_ACCOUNT);
	if (!snapshot)
		return ERR_PTR(-ENOMEM);
	err = lq_rows_init(&snapshot->rows, table->row_size);
	if (!err)
		err = table->take ? table->take(&snapshot->rows, net) :
				    take_listeners(&snapshot->rows, table, net);
	if (err) {
		lq_snapshot_free(snapshot);
		return ERR_PTR(err);
	}
	return snapshot;
}

void lq_snapshot_free(struct lq_snapshot *snapshot)
{
	lq_rows_free(&snapshot->rows);
	kfree(snapshot);
}

size_t lq_snapshot_rows(const struct lq_snapshot *snapshot)
{
	return snapshot->rows.n;
}

const void *lq_snapshot_row(const struct lq_snapshot *snapshot, size_t i)
{
	return lq_rows_at(&snapshot->rows, i);
}
