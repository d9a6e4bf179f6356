// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts in four steps:
 *
 *	1. make rows: for each listener, for each closed listener that is remembered,
 *	   and three for each namespace;
 *	2. index them by address and device;
 *	3. walk all connections once and count each in its row;
 *	4. add up the totals, and remove the empty rows of closed listeners.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/hash.h>
#include <linux/jhash.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <net/inet_timewait_sock.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>
#include <net/request_sock.h>
#include <net/sock.h>

#include "kernel/device.h"
#include "kernel/walk.h"
#include "record/closed_listeners.h"
#include "table/connection_count.h"
#include "table/listener_rows.h"
#include "table/rows.h"

#define PORTS 65536
#define ROWS_AT_ONCE 256

struct counting {
	struct lq_walk walk;
	struct lq_rows *rows;
	const struct net *net;		/* NULL: all namespaces */
	u32 *index;			/* hash -> number of a row + 1 */
	u32 mask;
	u32 seed;
	DECLARE_BITMAP(ports, PORTS);	/* the ports of all rows */
};

static bool is_wanted(const struct counting *counting, const struct net *net)
{
	return !counting->net || net_eq(net, counting->net);
}

/* ---- the rows */

static struct lq_states_row *add_row(struct counting *counting,
				     enum lq_kind kind,
				     const struct net *net, u32 netns)
{
	struct lq_states_row *row = lq_rows_append(counting->rows);

	if (!IS_ERR(row)) {
		row->kind = kind;
		row->net = net;
		row->netns = netns;
	}
	return row;
}

static void fill_listener(void *data, const struct sock *sk)
{
	struct lq_states_row *row = data;

	row->kind = LQ_KIND_LISTENER;
	row->net = sock_net(sk);
	row->netns = row->net->ns.inum;
	row->local = lq_endpoint_listening(sk);
	lq_device_name(row->dev, row->net, row->local.ifindex);
	row->count[TCP_LISTEN] = 1;
}

static int add_some_closed(struct counting *counting,
			   const struct lq_closed_listener *some)
{
	struct lq_states_row *row;
	int i;

	for (i = 0; i < LQ_CLOSED_LISTENERS_MAX; i++) {
		if (!some[i].net || !is_wanted(counting, some[i].net))
			continue;
		row = add_row(counting, LQ_KIND_CLOSED, some[i].net,
			      some[i].netns);
		if (IS_ERR(row))
			return PTR_ERR(row);
		row->local = some[i].at;
		lq_device_name_in(row->dev, row->netns, row->local.ifindex);
	}
	return 0;
}

static int add_closed(struct counting *counting)
{
	struct lq_closed_listener *closed;
	int err;

	closed = kvmalloc_array(LQ_CLOSED_LISTENERS_MAX, sizeof(*closed),
				GFP_KERNEL_ACCOUNT);
	if (!closed)
		return -ENOMEM;
	lq_closed_listeners_copy(closed);
	err = add_some_closed(counting, closed);
	kvfree(closed);
	return err;
}

/*
 * Adds the three rows of a namespace: closed listeners that are not remembered
 * any more, no listener, total.
 */
static int add_namespace(struct counting *counting, const struct net *net)
{
	enum lq_kind kind;
	struct lq_states_row *row;

	for (kind = LQ_KIND_CLOSED; kind <= LQ_KIND_TOTAL; kind++) {
		row = add_row(counting, kind, net, net->ns.inum);
		if (IS_ERR(row))
			return PTR_ERR(row);
	}
	return 0;
}

static int add_namespaces(struct counting *counting)
{
	struct net *net;
	int err = 0;

	if (counting->net)
		return add_namespace(counting, counting->net);
	down_read(&net_rwsem);
	for_each_net(net) {
		err = add_namespace(counting, net);
		if (err)
			break;
	}
	up_read(&net_rwsem);
	return err;
}

/* ---- the index */

/*
 * Addresses and ports are chosen by users: the seed keeps them from choosing a
 * chain. @net must not be followed, as net_hash_mix() does: it may have been
 * freed.
 */
static u32 hash(const struct counting *counting, const struct net *net,
		const struct lq_endpoint *local, int ifindex)
{
	u32 addr = __ipv6_addr_jhash(&local->addr, counting->seed);

	return jhash_3words(addr, local->port, hash_ptr(net, 32),
			    counting->seed + ifindex) & counting->mask;
}

static struct lq_states_row *find(const struct counting *counting,
				  const struct net *net, enum lq_kind kind,
				  struct lq_endpoint local, int ifindex)
{
	u32 i = counting->index[hash(counting, net, &local, ifindex)];
	struct lq_states_row *row;

	for (; i; i = row->next) {
		row = lq_rows_at(counting->rows, i - 1);
		if (row->local.at.port == local.port && row->kind == kind &&
		    row->net == net && row->local.ifindex == ifindex &&
		    ipv6_addr_equal(&row->local.at.addr, &local.addr))
			return row;
	}
	return NULL;
}

/* Makes one row of listeners at one endpoint, such as a SO_REUSEPORT group. */
static void merge(struct lq_states_row *row, struct lq_states_row *other)
{
	row->local.dual |= other->local.dual;
	row->local.ipv6 &= other->local.ipv6;
	row->count[TCP_LISTEN] += other->count[TCP_LISTEN];
	other->merged = true;
}

static void insert(struct counting *counting, u32 number)
{
	struct lq_states_row *row = lq_rows_at(counting->rows, number);
	struct lq_states_row *same = find(counting, row->net, row->kind,
					  row->local.at, row->local.ifindex);
	u32 *head;

	if (same) {
		merge(same, row);
		return;
	}
	head = &counting->index[hash(counting, row->net, &row->local.at,
				     row->local.ifindex)];
	row->next = *head;
	*head = number + 1;
	__set_bit(row->local.at.port, counting->ports);
}

static int make_index(struct counting *counting)
{
	size_t size = roundup_pow_of_two(counting->rows->n + 1) * 2;
	u32 i;

	counting->mask = size - 1;
	counting->seed = get_random_u32();
	counting->index = kvcalloc(size, sizeof(*counting->index),
				   GFP_KERNEL_ACCOUNT);
	if (!counting->index)
		return -ENOMEM;
	for (i = 0; i < counting->rows->n; i++) {
		insert(counting, i);
		if (i % ROWS_AT_ONCE == 0)
			cond_resched();
	}
	return 0;
}

/* ---- the walk */

/* What decides which listener a connection belongs to. */
struct connection {
	const struct net *net;
	struct lq_endpoint local;
	struct lq_devices devices;
	bool from_ipv6;		/* made by an IPv6 listener */
};

/*
 * Finds a row at exactly this address, bound to the most specific device; with
 * @dual only one that accepts IPv4 too.
 */
static struct lq_states_row *find_at(const struct counting *counting,
				     const struct connection *connection,
				     enum lq_kind kind, struct in6_addr addr,
				     bool dual)
{
	const struct lq_devices *devices = &connection->devices;
	struct lq_endpoint at = { addr, connection->local.port };
	struct lq_states_row *row;
	unsigned int i;

	for (i = 0; i < devices->n; i++) {
		row = find(counting, connection->net, kind, at,
			   devices->ifindex[i]);
		if (row && (!dual || row->local.dual))
			return row;
	}
	return NULL;
}

static struct lq_states_row *find_any_ipv4(const struct counting *counting,
					   const struct connection *connection,
					   enum lq_kind kind)
{
	struct in6_addr any;

	ipv6_addr_set_v4mapped(htonl(INADDR_ANY), &any);
	return find_at(counting, connection, kind, any, false);
}

static struct lq_states_row *find_any_ipv6(const struct counting *counting,
					   const struct connection *connection,
					   enum lq_kind kind, bool dual)
{
	return find_at(counting, connection, kind,
		       (struct in6_addr)IN6ADDR_ANY_INIT, dual);
}

/*
 * Finds the most specific row of this kind: the kernel prefers an address to a
 * device, a device to none, and IPv4 to a dual socket (compute_score(),
 * net/ipv4/inet_hashtables.c).
 */
static struct lq_states_row *find_local(const struct counting *counting,
					const struct connection *connection,
					enum lq_kind kind)
{
	bool ipv4 = ipv6_addr_v4mapped(&connection->local.addr);
	struct lq_states_row *row;

	row = find_at(counting, connection, kind, connection->local.addr,
		      false);
	if (row)
		return row;
	if (!ipv4)
		return find_any_ipv6(counting, connection, kind, false);
	if (connection->from_ipv6)
		return find_any_ipv6(counting, connection, kind, true) ?:
		       find_any_ipv4(counting, connection, kind);
	return find_any_ipv4(counting, connection, kind) ?:
	       find_any_ipv6(counting, connection, kind, true);
}

static struct lq_states_row *find_none(const struct counting *counting,
				       const struct net *net, enum lq_kind kind)
{
	static const struct lq_endpoint nowhere;

	return find(counting, net, kind, nowhere, 0);
}

static struct lq_states_row *find_listener(const struct counting *counting,
					   const struct connection *connection)
{
	return find_local(counting, connection, LQ_KIND_LISTENER) ?:
	       find_local(counting, connection, LQ_KIND_CLOSED);
}

static struct lq_states_row *row_of_address(const struct counting *counting,
					    const struct sock *sk)
{
	struct connection connection = {
		.net = sock_net(sk),
		.local = lq_endpoint_local(sk),
		.from_ipv6 = sk->sk_family == AF_INET6 &&
			     inet_sk_state_load(sk) != TCP_NEW_SYN_RECV,
	};
	struct lq_states_row *row = NULL;

	if (test_bit(connection.local.port, counting->ports)) {
		lq_devices_of_listener(&connection.devices, sk);
		row = find_listener(counting, &connection);
		if (!row && connection.devices.or_unbound) {
			connection.devices = (struct lq_devices){ .n = 1 };
			row = find_listener(counting, &connection);
		}
	}
	return row ?: find_none(counting, connection.net, LQ_KIND_NONE);
}

/*
 * Finds the row of a half-open connection, which may outlive its listener. Its
 * own local address is that of the listener, or matches the listener's
 * wildcard.
 */
static struct lq_states_row *row_of_request(const struct counting *counting,
					    const struct sock *sk)
{
	const struct sock *listener = inet_reqsk(sk)->rsk_listener;
	struct connection connection = {
		.net = sock_net(sk),
		.local = lq_endpoint_local(sk),
	};

	if (inet_sk_state_load(listener) == TCP_LISTEN)
		return find(counting, connection.net, LQ_KIND_LISTENER,
			    lq_endpoint_local(listener),
			    lq_device_of(listener)) ?:
		       row_of_address(counting, sk);
	lq_devices_of_listener(&connection.devices, sk);
	return find_local(counting, &connection, LQ_KIND_CLOSED) ?:
	       find_none(counting, connection.net, LQ_KIND_CLOSED);
}

/*
 * No accept() has given it a struct socket, and no close() has taken that away
 * (sk_clone_lock() and inet_csk_listen_start() leave it without one).
 */
static bool is_unaccepted(const struct sock *sk)
{
	return sk_fullsock(sk) && !READ_ONCE(sk->sk_socket) &&
	       !sock_flag(sk, SOCK_DEAD);
}

static void count_once_more(struct lq_states_row *row, const struct sock *sk,
			    int state)
{
	if (state == TCP_NEW_SYN_RECV) {
		row->half_open_acked += inet_rsk(inet_reqsk(sk))->acked;
	} else if (is_unaccepted(sk)) {
		row->unaccepted++;
		row->unaccepted_closed += state == TCP_CLOSE_WAIT;
	}
}

/*
 * A TIME_WAIT socket may be in FIN_WAIT2, its substate; ss shows it so as well.
 */
static void visit_connection(struct lq_walk *walk, const struct sock *sk)
{
	struct counting *counting = container_of(walk, struct counting, walk);
	int state = inet_sk_state_load(sk);
	struct lq_states_row *row;

	if (!is_wanted(counting, sock_net(sk)))
		return;
	if (state == TCP_NEW_SYN_RECV)
		row = row_of_request(counting, sk);
	else
		row = row_of_address(counting, sk);
	if (state == TCP_TIME_WAIT)
		state = READ_ONCE(inet_twsk(sk)->tw_substate);
	/* A namespace created after step 1 has no rows. */
	if (row && state > 0 && state < TCP_MAX_STATES) {
		row->count[state]++;
		count_once_more(row, sk, state);
	}
}

static void count(struct counting *counting)
{
	counting->walk.visit = visit_connection;
	if (counting->net)
		lq_walk_connections(&counting->walk, counting->net);
	else
		lq_walk_all_connections(&counting->walk);
}

/* ---- the end */

static bool is_empty(const struct lq_states_row *row)
{
	int state;

	for (state = 0; state < TCP_MAX_STATES; state++)
		if (row->count[state])
			return false;
	return true;
}

static void add_to_total(struct counting *counting,
			 const struct lq_states_row *row)
{
	struct lq_states_row *total = find_none(counting, row->net, LQ_KIND_TOTAL);
	int state;

	for (state = 0; total && state < TCP_MAX_STATES; state++)
		total->count[state] += row->count[state];
	if (!total)
		return;
	total->half_open_acked += row->half_open_acked;
	total->unaccepted += row->unaccepted;
	total->unaccepted_closed += row->unaccepted_closed;
}

static bool is_shown(const void *any)
{
	const struct lq_states_row *row = any;

	return !row->merged && (row->kind != LQ_KIND_CLOSED || !is_empty(row));
}

static void add_up(struct counting *counting)
{
	struct lq_states_row *row;
	size_t i;

	for (i = 0; i < counting->rows->n; i++) {
		row = lq_rows_at(counting->rows, i);
		if (row->kind != LQ_KIND_TOTAL && is_shown(row))
			add_to_total(counting, row);
	}
}

static int make_rows(struct counting *counting)
{
	return lq_listener_rows(counting->rows, counting->net, 1, fill_listener) ?:
	       add_closed(counting) ?:
	       add_namespaces(counting);
}

int lq_connection_count_take(struct lq_rows *rows, const struct net *net)
{
	struct counting *counting = kvzalloc(sizeof(*counting), GFP_KERNEL_ACCOUNT);
	int err;

	if (!counting)
		return -ENOMEM;
	counting->rows = rows;
	counting->net = net;
	err = make_rows(counting) ?: make_index(counting);
	if (!err) {
		count(counting);
		add_up(counting);
		lq_rows_keep(rows, is_shown);	/* invalidates the index */
	}
	kvfree(counting->index);
	kvfree(counting);
	return err;
}
