/* SPDX-License-Identifier: GPL-2.0-only */
/* All rows of one table, frozen at the moment it was opened. */
#ifndef LQ_SNAPSHOT_H
#define LQ_SNAPSHOT_H

#include <linux/in6.h>
#include <linux/types.h>

#include "column.h"

struct net;

enum lq_family { LQ_IPV4, LQ_IPV6, LQ_DUAL };
enum lq_proto { LQ_TCP, LQ_MPTCP };

/*
 * A row has a number for every column: of a TEXT column, the number that its
 * text stands for (enum lq_family, enum lq_proto, the socket's cookie), and of
 * the local address the port. Of the uid, the kernel's own.
 */
struct lq_row {
	u64 value[LQ_NR_COLUMNS];
	lq_columns unknown;
	struct in6_addr addr;	/* IPv4 in the first word */
};

struct lq_snapshot;

/**
 * lq_snapshot_take() - the listeners of a namespace, as they are now
 * @net: the namespace, or NULL for all
 *
 * Memory is charged to the caller's cgroup.
 *
 * Context: process, may sleep.
 * Return: the snapshot, to be freed, or an ERR_PTR.
 */
struct lq_snapshot *lq_snapshot_take(const struct net *net);
void lq_snapshot_free(struct lq_snapshot *snapshot);

/* How many rows there are, and one of them. */
size_t lq_snapshot_rows(const struct lq_snapshot *snapshot);
const struct lq_row *lq_snapshot_row(const struct lq_snapshot *snapshot,
				     size_t i);

#endif /* LQ_SNAPSHOT_H */
