/* SPDX-License-Identifier: GPL-2.0-only */
/* All rows of a table, frozen at the moment it was opened. */
#ifndef LQ_SNAPSHOT_H
#define LQ_SNAPSHOT_H

#include <linux/types.h>

struct lq_snapshot;
struct lq_table;
struct net;

/**
 * lq_snapshot_take() - a table as it is now
 * @table: what is in its rows
 * @net: the namespace, or NULL for all
 *
 * Memory is charged to the caller's cgroup.
 *
 * Context: process, may sleep.
 * Return: the snapshot, to be freed, or an ERR_PTR: -ENOMEM, or -EFBIG for more
 * than a million rows.
 */
struct lq_snapshot *lq_snapshot_take(const struct lq_table *table,
				     const struct net *net);
void lq_snapshot_free(struct lq_snapshot *snapshot);

/* How many rows there are, and one of them. */
size_t lq_snapshot_rows(const struct lq_snapshot *snapshot);
const void *lq_snapshot_row(const struct lq_snapshot *snapshot, size_t i);

#endif /* LQ_SNAPSHOT_H */
