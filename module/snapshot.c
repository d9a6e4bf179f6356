// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "snapshot.h"
#include "table.h"
#include "walk.h"

#define ROOM_FIRST	64
#define ROOM_MAX	1048576

struct lq_snapshot {
	struct lq_walk walk;
	const struct lq_table *table;
	const struct net *net;	/* NULL: all of them */
	size_t rows;
	size_t room;
	size_t bucket;		/* where the bucket's rows begin */
	char *row;
};

static void begin_bucket(struct lq_walk *walk, bool again)
{
	struct lq_snapshot *snapshot =
		container_of(walk, struct lq_snapshot, walk);

	if (again)
		snapshot->rows = snapshot->bucket;
	else
		snapshot->bucket = snapshot->rows;
}

static int visit(struct lq_walk *walk, const struct sock *sk)
{
	struct lq_snapshot *snapshot =
		container_of(walk, struct lq_snapshot, walk);
	const struct lq_table *table = snapshot->table;
	void *rows = snapshot->row + snapshot->rows * table->row_size;

	if (snapshot->net && !net_eq(sock_net(sk), snapshot->net))
		return 0;
	if (snapshot->rows + table->rows_each > snapshot->room)
		return -ENOSPC;
	memset(rows, 0, table->rows_each * table->row_size);
	table->fill(rows, sk);
	snapshot->rows += table->rows_each;
	return 0;
}

static int set_room(struct lq_snapshot *snapshot, size_t room)
{
	size_t size = snapshot->table->row_size;
	char *row = kvmalloc_array(room, size, GFP_KERNEL_ACCOUNT);

	if (!row)
		return -ENOMEM;
	if (snapshot->rows)
		memcpy(row, snapshot->row, snapshot->rows * size);
	kvfree(snapshot->row);
	snapshot->row = row;
	snapshot->room = room;
	return 0;
}

static int more_room(struct lq_walk *walk)
{
	struct lq_snapshot *snapshot =
		container_of(walk, struct lq_snapshot, walk);

	if (snapshot->room >= ROOM_MAX)
		return -EFBIG;
	return set_room(snapshot, snapshot->room * 2);
}

struct lq_snapshot *lq_snapshot_take(const struct lq_table *table,
				     const struct net *net)
{
	struct lq_snapshot *snapshot;
	int err;

	snapshot = kzalloc(sizeof(*snapshot), GFP_KERNEL_ACCOUNT);
	if (!snapshot)
		return ERR_PTR(-ENOMEM);
	snapshot->table = table;
	snapshot->net = net;
	snapshot->walk.begin = begin_bucket;
	snapshot->walk.visit = visit;
	snapshot->walk.room = more_room;

	err = set_room(snapshot, ROOM_FIRST);
	if (!err)
		err = lq_walk_listeners(&snapshot->walk);
	if (err) {
		lq_snapshot_free(snapshot);
		return ERR_PTR(err);
	}
	return snapshot;
}

void lq_snapshot_free(struct lq_snapshot *snapshot)
{
	kvfree(snapshot->row);
	kfree(snapshot);
}

size_t lq_snapshot_rows(const struct lq_snapshot *snapshot)
{
	return snapshot->rows;
}

const void *lq_snapshot_row(const struct lq_snapshot *snapshot, size_t i)
{
	return snapshot->row + i * snapshot->table->row_size;
}
