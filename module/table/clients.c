// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "kernel/device.h"
#include "kernel/endpoint.h"
#include "record/client.h"
#include "record/record.h"
#include "record/unknown.h"
#include "table/cell.h"
#include "table/endpoint_text.h"
#include "table/listener_rows.h"
#include "table/table.h"

enum { LQ_CLIENT_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_CLIENT_COLUMNS(LQ_COLUMN_TOKEN) };

static const char * const packets[] = {
	[LQ_CLIENT_SYN] = "syn", [LQ_CLIENT_ACK] = "ack",
};

struct row {
	struct lq_listening local;
	char dev[IFNAMSIZ];
	struct lq_clients clients;
	u64 inode;
	u32 netns;
	u8 packet;		/* enum lq_client_packet */
	bool known;
};

/* Unknown if the table of clients is off, or the probes of drops are missing. */
static bool is_known(const struct sock *sk, enum lq_client_packet packet)
{
	u64 counts = lq_unknown_counts(sk->sk_family == AF_INET6);

	return lq_client_max() &&
	       !(counts & BIT_ULL(LQ_COUNT_clients_syn + packet));
}

static void fill(void *rows, const struct sock *sk)
{
	const struct lq_record *record = lq_record_find(sk);
	struct socket *sock = READ_ONCE(sk->sk_socket);
	enum lq_client_packet packet;
	struct row *row = rows;
	struct lq_sums sums;

	if (record)
		lq_record_sum(record, (struct lq_depths){}, &sums);
	for (packet = 0; packet < LQ_CLIENT_PACKETS; packet++, row++) {
		row->local = lq_endpoint_listening(sk);
		lq_device_name(row->dev, sock_net(sk), row->local.ifindex);
		row->netns = sock_net(sk)->ns.inum;
		row->inode = sock ? SOCK_INODE(sock)->i_ino : 0;
		row->packet = packet;
		row->known = record && is_known(sk, packet);
		if (row->known)
			lq_client_read(record, packet, &sums, &row->clients);
	}
}

static int take(struct lq_rows *rows, const struct net *net)
{
	lq_client_fold();
	return lq_listener_rows(rows, net, LQ_CLIENT_PACKETS, fill);
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
	const struct lq_clients *clients = &row->clients;

	switch (column) {
	case COLUMN_local:
		lq_listening_cell(cell, &row->local, row->dev);
		break;
	case COLUMN_netns:
		lq_cell_number(cell, row->netns);
		break;
	case COLUMN_inode:
		number(cell, row->inode, row->inode);
		break;
	case COLUMN_packet:
		lq_cell_text(cell, packets[row->packet]);
		break;
	case COLUMN_dropped:
		number(cell, clients->dropped, row->known);
		break;
	case COLUMN_late:
		number(cell, clients->late, row->known);
		break;
	case COLUMN_lost:
		number(cell, clients->lost, row->known);
		break;
	case COLUMN_pending:
		number(cell, clients->pending, row->known);
		break;
	case COLUMN_unknown:
		number(cell, clients->unknown, row->known);
		break;
	case COLUMN_late_min_us:
		number(cell, clients->late_min, clients->late);
		break;
	case COLUMN_late_max_us:
		number(cell, clients->late_max, clients->late);
	}
}

const struct lq_table lq_clients = {
	.name = "clients",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
