// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "kernel/device.h"
#include "kernel/endpoint.h"
#include "record/client.h"
#include "record/record.h"
#include "table/cell.h"
#include "table/endpoint_text.h"
#include "table/listener_rows.h"
#include "table/rows.h"
#include "table/table.h"

enum { LQ_LATENCY_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
#define FIRST_BUCKET COLUMN_lt_1us
static_assert(FIRST_BUCKET + LQ_HIST_BUCKETS == NR_COLUMNS);

static const char * const tokens[] = { LQ_LATENCY_COLUMNS(LQ_COLUMN_TOKEN) };

/* Behind enum lq_wait: what drops cost clients that got in after all. */
#define WAIT_CONNECT	LQ_NR_WAITS
#define WAITS		(LQ_NR_WAITS + 1)

static const char * const waits[] = {
	[LQ_WAIT_HANDSHAKE] = "handshake", [LQ_WAIT_ACCEPT] = "accept",
	[WAIT_CONNECT] = "connect",
};

struct row {
	struct lq_listening local;
	char dev[IFNAMSIZ];
	bool known;
	u32 netns;
	u64 inode;
	unsigned int wait;
	struct lq_waits sums;
};

/* Adds up both kinds of clients; returns whether any lost a packet. */
static bool connect_waits(const struct lq_record *record,
			  struct lq_waits *waits)
{
	enum lq_client_packet packet;
	struct lq_clients clients;
	struct lq_sums sums;
	u64 dropped = 0;
	unsigned int i;

	lq_record_sum(record, (struct lq_depths){}, &sums);
	for (packet = 0; packet < LQ_CLIENT_PACKETS; packet++) {
		lq_client_read(record, packet, &sums, &clients);
		dropped += clients.dropped;
		waits->count[LQ_HIST_UNKNOWN] += clients.unknown;
		for (i = 0; i < LQ_HIST_BUCKETS; i++)
			waits->count[i] += clients.delay[i];
	}
	return dropped;
}

static void fill_one(struct row *row, const struct sock *sk, unsigned int wait)
{
	const struct lq_record *record = lq_record_find(sk);
	struct socket *sock = READ_ONCE(sk->sk_socket);

	row->local = lq_endpoint_listening(sk);
	lq_device_name(row->dev, sock_net(sk), row->local.ifindex);
	row->netns = sock_net(sk)->ns.inum;
	row->inode = sock ? SOCK_INODE(sock)->i_ino : 0;
	row->wait = wait;
	if (wait == WAIT_CONNECT)
		row->known = record && connect_waits(record, &row->sums);
	else
		row->known = record && lq_record_waits(record, wait, &row->sums);
}

static void fill(void *rows, const struct sock *sk)
{
	struct row *row = rows;
	unsigned int wait;

	for (wait = 0; wait < WAITS; wait++)
		fill_one(&row[wait], sk, wait);
}

/* Most listeners never dropped a packet: they have two rows. */
static void omit_empty(struct lq_rows *rows)
{
	struct row *row, *to;
	size_t i, n = 0;

	for (i = 0; i < rows->n; i++) {
		row = lq_rows_at(rows, i);
		to = lq_rows_at(rows, n);
		if (row->wait == WAIT_CONNECT && !row->known)
			continue;
		if (to != row)
			*to = *row;
		n++;
	}
	rows->n = n;
}

static int take(struct lq_rows *rows, const struct net *net)
{
	int err;

	lq_client_fold();
	err = lq_listener_rows(rows, net, WAITS, fill);
	omit_empty(rows);
	return err;
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
