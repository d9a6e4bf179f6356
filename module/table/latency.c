// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "kernel/device.h"
#include "kernel/endpoint.h"
#include "record/record.h"
#include "table/cell.h"
#include "table/endpoint_text.h"
#include "table/listener_rows.h"
#include "table/table.h"

enum { LQ_LATENCY_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
#define FIRST_BUCKET COLUMN_lt_1us
static_assert(FIRST_BUCKET + LQ_HIST_BUCKETS == NR_COLUMNS);

static const char * const tokens[] = { LQ_LATENCY_COLUMNS(LQ_COLUMN_TOKEN) };

static const char * const waits[] = {
	[LQ_WAIT_HANDSHAKE] = "handshake", [LQ_WAIT_ACCEPT] = "accept",
};

struct row {
	struct lq_listening local;
	char dev[IFNAMSIZ];
	bool known;
	u32 netns;
	u64 inode;
	enum lq_wait wait;
	struct lq_waits sums;
};

static void fill_one(struct row *row, const struct sock *sk, enum lq_wait wait)
{
	const struct lq_record *record = lq_record_find(sk);
	struct socket *sock = READ_ONCE(sk->sk_socket);

	row->local = lq_endpoint_listening(sk);
	lq_device_name(row->dev, sock_net(sk), row->local.ifindex);
	row->netns = sock_net(sk)->ns.inum;
	row->inode = sock ? SOCK_INODE(sock)->i_ino : 0;
	row->wait = wait;
	row->known = record && lq_record_waits(record, wait, &row->sums);
}

static void fill(void *rows, const struct sock *sk)
{
	struct row *row = rows;
	enum lq_wait wait;

	for (wait = 0; wait < LQ_NR_WAITS; wait++)
		fill_one(&row[wait], sk, wait);
}

static int take(struct lq_rows *rows, const struct net *net)
{
	return lq_listener_rows(rows, net, LQ_NR_WAITS, fill);
}

static void number(struct lq_cell *cell, u64 value, bool known)
{
	if (known)
		lq_cell_number(cell, value);
	else
		lq_cell_unknown(cell);
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;

	switch (column) {
	case COLUMN_local:
		lq_listening_cell(cell, &row->local, row->dev);
		break;
	case COLUMN_netns:
		number(cell, row->netns, true);
		break;
	case COLUMN_inode:
		number(cell, row->inode, row->inode);
		break;
	case COLUMN_wait:
		lq_cell_text(cell, waits[row->wait]);
		break;
	case COLUMN_unknown:
		number(cell, row->sums.count[LQ_HIST_UNKNOWN], row->known);
		break;
	default:
		number(cell, row->sums.count[column - FIRST_BUCKET],
		       row->known);
	}
}

const struct lq_table lq_latency = {
	.name = "latency",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
