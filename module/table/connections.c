// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who is in the two queues now: the accept queue is read from the listener, the
 * SYN queue from the table of connections. A connection that moves from one to
 * the other meanwhile may be in both or in none.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/sort.h>
#include <linux/tcp.h>
#include <net/inet_connection_sock.h>
#include <net/net_namespace.h>
#include <net/tcp.h>

#include "kernel/acceptq.h"
#include "kernel/device.h"
#include "kernel/endpoint.h"
#include "kernel/walk.h"
#include "table/cell.h"
#include "table/endpoint_text.h"
#include "table/rows.h"
#include "table/table.h"

enum { LQ_CONNECTION_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_CONNECTION_COLUMNS(LQ_COLUMN_TOKEN) };

/* As many as fit with the default somaxconn: their queue is locked. */
#define CHILDREN_MAX	4097

/* Tries again with more room if new connections took it all meanwhile. */
#define TRIES		4

#define NAME(state)	[TCP_##state] = #state
static const char * const states[] = {
	NAME(ESTABLISHED), NAME(SYN_SENT), NAME(SYN_RECV), NAME(FIN_WAIT1),
	NAME(FIN_WAIT2), NAME(TIME_WAIT), NAME(CLOSE), NAME(CLOSE_WAIT),
	NAME(LAST_ACK), NAME(LISTEN), NAME(CLOSING), NAME(NEW_SYN_RECV),
};

struct row {
	struct lq_listening local;
	char dev[IFNAMSIZ];
	struct lq_endpoint remote;
	u64 since;		/* us of CLOCK_MONOTONIC, 0: unknown */
	u64 age_us;
	u32 netns;
	u32 bytes;
	u16 retrans;
	u8 state;
	bool is_half_open;
	bool acked;
};

struct taking {
	struct lq_walk walk;
	struct lq_rows *rows;
	size_t half_open;	/* expected */
	bool is_short;		/* of room */
};

static struct row *add(struct taking *taking, const struct sock *listener)
{
	struct row *row;

	if (taking->rows->n == taking->rows->room) {
		taking->is_short = true;
		return NULL;
	}
	row = lq_rows_add(taking->rows, 1);
	row->local = lq_endpoint_listening(listener);
	lq_device_name(row->dev, sock_net(listener), row->local.ifindex);
	row->netns = sock_net(listener)->ns.inum;
	return row;
}

/* The child is locked by nobody here: its numbers are a snapshot each. */
static bool add_child(void *data, const struct sock *listener,
		      const struct sock *child)
{
	struct row *row = add(data, listener);

	if (!row)
		return false;
	row->remote = lq_endpoint_peer(child);
	row->since = tcp_sk(child)->rcvq_space.time;
	row->bytes = READ_ONCE(tcp_sk(child)->rcv_nxt) -
		     READ_ONCE(tcp_sk(child)->copied_seq);
	row->state = inet_sk_state_load(child);
	return true;
}

static int make_room(struct lq_rows *rows, size_t n)
{
	int err = 0;

	while (!err && rows->room - rows->n < n)
		err = lq_rows_reserve(rows, n);
	return err;
}

/* Makes room for the accept queue of the next listener. */
static int prepare(struct lq_walk *walk)
{
	return make_room(container_of(walk, struct taking, walk)->rows,
			 CHILDREN_MAX);
}

static void visit_listener(struct lq_walk *walk, const struct sock *sk)
{
	struct taking *taking = container_of(walk, struct taking, walk);

	taking->half_open += max(inet_csk_reqsk_queue_len(sk), 0);
	lq_acceptq_visit(sk, CHILDREN_MAX, add_child, taking);
}

static void visit_half_open(struct lq_walk *walk, const struct sock *sk)
{
	struct taking *taking = container_of(walk, struct taking, walk);
	const struct request_sock *req;
	struct row *row;

	if (inet_sk_state_load(sk) != TCP_NEW_SYN_RECV)
		return;
	req = inet_reqsk(sk);
	if (!req->rsk_listener ||
	    inet_sk_state_load(req->rsk_listener) != TCP_LISTEN)
		return;
	row = add(taking, req->rsk_listener);
	if (!row)
		return;
	row->remote = lq_endpoint_client(req);
	row->since = tcp_rsk(req)->snt_synack;
	row->retrans = req->num_retrans;
	row->acked = inet_rsk(req)->acked;
	row->state = TCP_NEW_SYN_RECV;
	row->is_half_open = true;
}

static int take_half_open(struct taking *taking)
{
	size_t first = taking->rows->n;
	int err, tries;

	for (tries = 0; tries < TRIES; tries++) {
		taking->rows->n = first;
		err = make_room(taking->rows, taking->half_open);
		if (err)
			return err;
		taking->is_short = false;
		taking->walk.visit = visit_half_open;
		lq_walk_all_connections(&taking->walk);
		if (!taking->is_short)
			return 0;
		taking->half_open = 2 * (taking->rows->n - first + 1);
	}
	return -EAGAIN;
}

static int in_order(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	int order;

	if (left->netns != right->netns)
		return left->netns < right->netns ? -1 : 1;
	if (left->local.at.port != right->local.at.port)
		return left->local.at.port - right->local.at.port;
	order = memcmp(&left->local.at.addr, &right->local.at.addr,
		       sizeof(left->local.at.addr));
	if (order)
		return order;
	if (left->is_half_open != right->is_half_open)
		return right->is_half_open - left->is_half_open;
	if (left->age_us != right->age_us)
		return left->age_us > right->age_us ? -1 : 1;
	return 0;
}

static void set_ages(struct lq_rows *rows)
{
	u64 now = ktime_get_ns() / NSEC_PER_USEC;
	struct row *row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		row = lq_rows_at(rows, i);
		if (row->since > now)
			row->since = 0;
		row->age_us = row->since ? now - row->since : 0;
	}
}

static int take(struct lq_rows *rows, const struct net *unused)
{
	struct taking taking = {
		.walk = { .prepare = prepare, .visit = visit_listener },
		.rows = rows,
	};
	int err;

	err = lq_walk_listeners(&taking.walk) ?: take_half_open(&taking);
	if (err)
		return err;
	set_ages(rows);
	sort(rows->row, rows->n, rows->size, in_order, NULL);
	return 0;
}

static void known(struct lq_cell *cell, u64 number, bool is_known)
{
	if (is_known)
		lq_cell_number(cell, number);
	else
		lq_cell_unknown(cell);
}

static const char *acked_text(const struct row *row)
{
	if (!row->is_half_open)
		return "-";
	return row->acked ? "yes" : "no";
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;

	switch (column) {
	case COLUMN_local:
		lq_listening_cell(cell, &row->local, row->dev);
		break;
	case COLUMN_netns:
		lq_cell_number(cell, row->netns);
		break;
	case COLUMN_remote:
		lq_endpoint_cell(cell, &row->remote, "");
		break;
	case COLUMN_queue:
		lq_cell_text(cell, row->is_half_open ? "syn" : "accept");
		break;
	case COLUMN_age_us:
		known(cell, row->age_us, row->since);
		break;
	case COLUMN_retrans:
		known(cell, row->retrans, row->is_half_open);
		break;
	case COLUMN_acked:
		lq_cell_text(cell, acked_text(row));
		break;
	case COLUMN_bytes:
		known(cell, row->bytes, !row->is_half_open);
		break;
	case COLUMN_state:
		lq_cell_text(cell, row->state < ARRAY_SIZE(states) ?
				   states[row->state] ?: "-" : "-");
	}
}

const struct lq_table lq_connections = {
	.name = "connections",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
