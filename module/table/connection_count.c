// SPDX-License-Identifier: GPL-2.0-only
/*
 * First the rows are made: of the listeners that there are, of those that
 * closed, and for each namespace of what belongs to neither. Then an index
 * finds them by address, one walk along the connections counts, and rows of
 * closed listeners that nothing is left of go again.
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

#include "kernel/walk.h"
#include "record/closed_listeners.h"
#include "table/connection_count.h"
#include "table/listener_rows.h"
#include "table/rows.h"

#define PORTS 65536
#define ROWS_AT_ONCE 256

struct taking {
	struct lq_walk walk;
	struct lq_rows *rows;
	const struct net *net;		/* NULL: all of them */
	u32 *index;			/* hash -> number of a row + 1 */
	u32 mask;
	u32 seed;
	DECLARE_BITMAP(ports, PORTS);	/* those of rows that have one */
};

static bool is_wanted(const struct taking *taking, const struct net *net)
{
	return !taking->net || net_eq(net, taking->net);
}

/* ---- the rows */

static struct lq_census *add_row(struct taking *taking, enum lq_kind kind,
				 const struct net *net, u32 netns)
{
	struct lq_census *row = lq_rows_append(taking->rows);

	if (!IS_ERR(row)) {
		row->kind = kind;
		row->net = net;
		row->netns = netns;
	}
	return row;
}

static void fill_listener(void *data, const struct sock *sk)
{
	struct lq_census *row = data;

	row->kind = LQ_KIND_LISTENER;
	row->net = sock_net(sk);
	row->netns = row->net->ns.inum;
	row->local = lq_endpoint_listening(sk);
	row->count[TCP_LISTEN] = 1;
}

static int add_some_closed(struct taking *taking, const struct lq_closed *some)
{
	struct lq_census *row;
	int i;

	for (i = 0; i < LQ_CLOSED_MAX; i++) {
		if (!some[i].net || !is_wanted(taking, some[i].net))
			continue;
		row = add_row(taking, LQ_KIND_CLOSED, some[i].net,
			      some[i].netns);
		if (IS_ERR(row))
			return PTR_ERR(row);
		row->local = some[i].at;
	}
	return 0;
}

static int add_closed(struct taking *taking)
{
	struct lq_closed *closed;
	int err;

	closed = kvmalloc_array(LQ_CLOSED_MAX, sizeof(*closed),
				GFP_KERNEL_ACCOUNT);
	if (!closed)
		return -ENOMEM;
	lq_closed_copy(closed);
	err = add_some_closed(taking, closed);
	kvfree(closed);
	return err;
}

/* Of all closed listeners that are not remembered, of none, and the total. */
static int add_namespace(struct taking *taking, const struct net *net)
{
	enum lq_kind kind;
	struct lq_census *row;

	for (kind = LQ_KIND_CLOSED; kind <= LQ_KIND_TOTAL; kind++) {
		row = add_row(taking, kind, net, net->ns.inum);
		if (IS_ERR(row))
			return PTR_ERR(row);
	}
	return 0;
}

static int add_namespaces(struct taking *taking)
{
	struct net *net;
	int err = 0;

	if (taking->net)
		return add_namespace(taking, taking->net);
	down_read(&net_rwsem);
	for_each_net(net) {
		err = add_namespace(taking, net);
		if (err)
			break;
	}
	up_read(&net_rwsem);
	return err;
}

/* ---- the index */

/*
 * Users choose addresses and ports, and shall not be able to choose a chain. The
 * namespace may be gone: nothing is read of it, as net_hash_mix() would.
 */
static u32 hash(const struct taking *taking, const struct net *net,
		const struct lq_endpoint *local)
{
	u32 addr = __ipv6_addr_jhash(&local->addr, taking->seed);

	return jhash_3words(addr, local->port, hash_ptr(net, 32),
			    taking->seed) & taking->mask;
}

static struct lq_census *find(const struct taking *taking, const struct net *net,
			enum lq_kind kind, struct lq_endpoint local)
{
	u32 i = taking->index[hash(taking, net, &local)];
	struct lq_census *row;

	for (; i; i = row->next) {
		row = lq_rows_at(taking->rows, i - 1);
		if (row->local.at.port == local.port && row->kind == kind &&
		    row->net == net &&
		    ipv6_addr_equal(&row->local.at.addr, &local.addr))
			return row;
	}
	return NULL;
}

/* Members of a SO_REUSEPORT group, and the like, are one endpoint. */
static void merge(struct lq_census *row, struct lq_census *other)
{
	row->local.dual |= other->local.dual;
	row->local.ipv6 &= other->local.ipv6;
	row->count[TCP_LISTEN] += other->count[TCP_LISTEN];
	other->merged = true;
}

static void insert(struct taking *taking, u32 number)
{
	struct lq_census *row = lq_rows_at(taking->rows, number);
	struct lq_census *same = find(taking, row->net, row->kind, row->local.at);
	u32 *head;

	if (same) {
		merge(same, row);
		return;
	}
	head = &taking->index[hash(taking, row->net, &row->local.at)];
	row->next = *head;
	*head = number + 1;
	__set_bit(row->local.at.port, taking->ports);
}

static int make_index(struct taking *taking)
{
	size_t size = roundup_pow_of_two(taking->rows->n + 1) * 2;
	u32 i;

	taking->mask = size - 1;
	taking->seed = get_random_u32();
	taking->index = kvcalloc(size, sizeof(*taking->index),
				 GFP_KERNEL_ACCOUNT);
	if (!taking->index)
		return -ENOMEM;
	for (i = 0; i < taking->rows->n; i++) {
		insert(taking, i);
		if (i % ROWS_AT_ONCE == 0)
			cond_resched();
	}
	return 0;
}

/* ---- the walk */

/* Who listens, or listened, at this address: the most specific one. */
static struct lq_census *find_local(const struct taking *taking,
			      const struct net *net, enum lq_kind kind,
			      struct lq_endpoint local)
{
	bool ipv4 = ipv6_addr_v4mapped(&local.addr);
	struct lq_census *row = find(taking, net, kind, local);

	if (!row && ipv4) {
		ipv6_addr_set_v4mapped(htonl(INADDR_ANY), &local.addr);
		row = find(taking, net, kind, local);
	}
	if (!row) {
		local.addr = (struct in6_addr)IN6ADDR_ANY_INIT;
		row = find(taking, net, kind, local);
		if (row && ipv4 && !row->local.dual)
			row = NULL;
	}
	return row;
}

static struct lq_census *find_none(const struct taking *taking,
			     const struct net *net, enum lq_kind kind)
{
	static const struct lq_endpoint nowhere;

	return find(taking, net, kind, nowhere);
}

static struct lq_census *row_of_address(const struct taking *taking,
				  const struct net *net,
				  struct lq_endpoint local)
{
	struct lq_census *row = NULL;

	if (test_bit(local.port, taking->ports)) {
		row = find_local(taking, net, LQ_KIND_LISTENER, local) ?:
		      find_local(taking, net, LQ_KIND_CLOSED, local);
	}
	return row ?: find_none(taking, net, LQ_KIND_NONE);
}

/*
 * A half-open connection outlives its listener. Its own address is that of its
 * listener, or one of those that a wildcard stands for.
 */
static struct lq_census *row_of_request(const struct taking *taking,
				  const struct sock *sk)
{
	const struct sock *listener = inet_reqsk(sk)->rsk_listener;
	const struct net *net = sock_net(sk);
	struct lq_endpoint local = lq_endpoint_local(sk);

	if (inet_sk_state_load(listener) == TCP_LISTEN)
		return find(taking, net, LQ_KIND_LISTENER,
			    lq_endpoint_local(listener)) ?:
		       row_of_address(taking, net, local);
	return find_local(taking, net, LQ_KIND_CLOSED, local) ?:
	       find_none(taking, net, LQ_KIND_CLOSED);
}

/* TIME_WAIT sockets stand for FIN_WAIT2 as well, which ss tells apart too. */
static int visit_connection(struct lq_walk *walk, const struct sock *sk)
{
	struct taking *taking = container_of(walk, struct taking, walk);
	int state = inet_sk_state_load(sk);
	struct lq_census *row;

	if (!is_wanted(taking, sock_net(sk)))
		return 0;
	if (state == TCP_NEW_SYN_RECV)
		row = row_of_request(taking, sk);
	else
		row = row_of_address(taking, sock_net(sk),
				     lq_endpoint_local(sk));
	if (state == TCP_TIME_WAIT)
		state = READ_ONCE(inet_twsk(sk)->tw_substate);
	/* A namespace that is younger than the rows has none. */
	if (row && state > 0 && state < TCP_MAX_STATES)
		row->count[state]++;
	return 0;
}

/* Namespaces with a table of their own are held while it is walked. */
static void count_own_tables(struct taking *taking)
{
	struct net *net, *held = NULL;

	rcu_read_lock();
	for_each_net_rcu(net) {
		if (!lq_walk_has_own_table(net) || !maybe_get_net(net))
			continue;
		rcu_read_unlock();
		lq_walk_connections(&taking->walk, net);
		rcu_read_lock();
		if (held)
			put_net(held);
		held = net;
	}
	rcu_read_unlock();
	if (held)
		put_net(held);
}

static void count(struct taking *taking)
{
	taking->walk.visit = visit_connection;
	lq_walk_connections(&taking->walk, taking->net ?: &init_net);
	if (!taking->net)
		count_own_tables(taking);
}

/* ---- the end */

static bool is_empty(const struct lq_census *row)
{
	int state;

	for (state = 0; state < TCP_MAX_STATES; state++)
		if (row->count[state])
			return false;
	return true;
}

static void add_to_total(struct taking *taking, const struct lq_census *row)
{
	struct lq_census *total = find_none(taking, row->net, LQ_KIND_TOTAL);
	int state;

	for (state = 0; total && state < TCP_MAX_STATES; state++)
		total->count[state] += row->count[state];
}

static bool is_shown(const struct lq_census *row)
{
	return !row->merged && (row->kind != LQ_KIND_CLOSED || !is_empty(row));
}

static void add_up(struct taking *taking)
{
	struct lq_census *row;
	size_t i;

	for (i = 0; i < taking->rows->n; i++) {
		row = lq_rows_at(taking->rows, i);
		if (row->kind != LQ_KIND_TOTAL && is_shown(row))
			add_to_total(taking, row);
	}
}

/* The index is void after this. */
static void close_ranks(struct lq_rows *rows)
{
	struct lq_census *row, *to;
	size_t i, n = 0;

	for (i = 0; i < rows->n; i++) {
		row = lq_rows_at(rows, i);
		to = lq_rows_at(rows, n);
		if (!is_shown(row))
			continue;
		if (to != row)
			*to = *row;
		n++;
	}
	rows->n = n;
}

static int make_rows(struct taking *taking)
{
	return lq_collect(taking->rows, taking->net, 1, fill_listener) ?:
	       add_closed(taking) ?:
	       add_namespaces(taking);
}

int lq_census_take(struct lq_rows *rows, const struct net *net)
{
	struct taking *taking = kvzalloc(sizeof(*taking), GFP_KERNEL_ACCOUNT);
	int err;

	if (!taking)
		return -ENOMEM;
	taking->rows = rows;
	taking->net = net;
	err = make_rows(taking) ?: make_index(taking);
	if (!err) {
		count(taking);
		add_up(taking);
		close_ranks(rows);
	}
	kvfree(taking->index);
	kvfree(taking);
	return err;
}
