// SPDX-License-Identifier: GPL-2.0-only
/*
 * All namespaces share one hash table of listeners, even those with a table of
 * connections of their own (net/ipv4/inet_hashtables.c,
 * inet_pernet_hashinfo_alloc()): init_net's leads to all of them.
 */
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <net/inet_hashtables.h>
#include <net/net_namespace.h>
#include <net/tcp.h>

#include "kernel/walk.h"

#define BUCKETS_AT_ONCE 64

#define HELD_FIRST	32
#define HELD_MAX	1048576

/* The listeners of one bucket, each with a reference. */
struct held {
	struct sock **sk;
	unsigned int n;
	unsigned int room;
	struct sock *first[HELD_FIRST];	/* enough for most buckets */
};

static bool is_listener(const struct sock *sk)
{
	return inet_sk_state_load(sk) == TCP_LISTEN &&
	       sk->sk_protocol == IPPROTO_TCP;
}

/*
 * Kernels with a listening_hash (before 5.19) keep the same sockets in lhash2
 * as well, with chains of another type.
 */
#ifdef LQ_HAVE_LISTENING_HASH
static unsigned int nr_buckets(const struct inet_hashinfo *table)
{
	return ARRAY_SIZE(table->listening_hash);
}

static struct inet_listen_hashbucket *bucket(struct inet_hashinfo *table,
					     unsigned int i)
{
	return &table->listening_hash[i];
}
#else
static unsigned int nr_buckets(const struct inet_hashinfo *table)
{
	return table->lhash2_mask + 1;
}

static struct inet_listen_hashbucket *bucket(struct inet_hashinfo *table,
					     unsigned int i)
{
	return &table->lhash2[i];
}
#endif

static bool is_wanted(const struct lq_walk *walk, const struct sock *sk)
{
	return is_listener(sk) &&
	       (!walk->net || net_eq(sock_net(sk), walk->net));
}

/*
 * Takes a reference to each listener in a bucket, as far as there is room.
 * Returns how many there are.
 *
 * Holds the lock of the bucket as /proc/net/tcp does (net/ipv4/tcp_ipv4.c,
 * listening_get_next()): only listen() and close() need it too. A SYN for a
 * socket in this bucket takes longer to find it than this does.
 */
static unsigned int hold(struct held *held, const struct lq_walk *walk,
			 struct inet_listen_hashbucket *bucket)
{
	struct hlist_nulls_node *node;
	unsigned int n = 0;
	struct sock *sk;

	spin_lock(&bucket->lock);
	sk_nulls_for_each(sk, node, &bucket->nulls_head) {
		if (!is_wanted(walk, sk))
			continue;
		if (n++ >= held->room)
			continue;
		sock_hold(sk);
		held->sk[held->n++] = sk;
	}
	spin_unlock(&bucket->lock);
	return n;
}

static void release(struct held *held)
{
	while (held->n) {
		sock_put(held->sk[--held->n]);
		cond_resched();
	}
}

static int make_room(struct held *held, unsigned int n)
{
	unsigned int room = roundup_pow_of_two(n);
	struct sock **sk;

	if (room > HELD_MAX)
		return -EFBIG;
	sk = kvmalloc_array(room, sizeof(*sk), GFP_KERNEL_ACCOUNT);
	if (!sk)
		return -ENOMEM;
	if (held->sk != held->first)
		kvfree(held->sk);
	held->sk = sk;
	held->room = room;
	return 0;
}

/* Ends: the room at least doubles each time. */
static int hold_all(struct held *held, const struct lq_walk *walk,
		    struct inet_listen_hashbucket *bucket)
{
	unsigned int n;
	int err;

	while ((n = hold(held, walk, bucket)) > held->room) {
		release(held);
		err = make_room(held, n);
		if (err)
			return err;
	}
	return 0;
}

static int visit(struct lq_walk *walk, const struct sock *sk)
{
	int err = walk->prepare ? walk->prepare(walk) : 0;

	if (err)
		return err;
	rcu_read_lock();
	if (is_listener(sk))
		walk->visit(walk, sk);
	rcu_read_unlock();
	return 0;
}

static int walk_bucket(struct lq_walk *walk, struct held *held,
		       struct inet_listen_hashbucket *bucket)
{
	int err = hold_all(held, walk, bucket);
	unsigned int i;

	for (i = 0; !err && i < held->n; i++) {
		err = visit(walk, held->sk[i]);
		cond_resched();
	}
	release(held);
	return err;
}

int lq_walk_listeners(struct lq_walk *walk)
{
	struct inet_hashinfo *table = init_net.ipv4.tcp_death_row.hashinfo;
	struct held held = { .sk = held.first, .room = HELD_FIRST };
	unsigned int i;
	int err = 0;

	for (i = 0; !err && i < nr_buckets(table); i++) {
		if (!hlist_nulls_empty(&bucket(table, i)->nulls_head))
			err = walk_bucket(walk, &held, bucket(table, i));
		if (i % BUCKETS_AT_ONCE == 0)
			cond_resched();
	}
	if (held.sk != held.first)
		kvfree(held.sk);
	return err;
}

bool lq_walk_has_own_table(const struct net *net)
{
#ifdef LQ_HAVE_PERNET_EHASH
	return net->ipv4.tcp_death_row.hashinfo->pernet;
#else
	return false;
#endif
}

/*
 * The lock of the bucket keeps a half-open connection's reference to its
 * listener and the type of every socket. Most buckets are empty: they are not
 * locked.
 */
static void walk_connected(struct lq_walk *walk, struct inet_hashinfo *table,
			   unsigned int i)
{
	struct hlist_nulls_head *head = &table->ehash[i].chain;
	spinlock_t *lock = inet_ehash_lockp(table, i);
	struct hlist_nulls_node *node;
	struct sock *sk;

	if (hlist_nulls_empty(head))
		return;
	spin_lock_bh(lock);
	sk_nulls_for_each(sk, node, head)
		walk->visit(walk, sk);
	spin_unlock_bh(lock);
}

void lq_walk_connections(struct lq_walk *walk, const struct net *net)
{
	struct inet_hashinfo *table = net->ipv4.tcp_death_row.hashinfo;
	unsigned int i;

	for (i = 0; i <= table->ehash_mask; i++) {
		walk_connected(walk, table, i);
		if (i % BUCKETS_AT_ONCE == 0)
			cond_resched();
	}
}

/* Holds a reference to a namespace while its own table is walked. */
void lq_walk_all_connections(struct lq_walk *walk)
{
	struct net *net, *held = NULL;

	lq_walk_connections(walk, &init_net);
	rcu_read_lock();
	for_each_net_rcu(net) {
		if (!lq_walk_has_own_table(net) || !maybe_get_net(net))
			continue;
		rcu_read_unlock();
		lq_walk_connections(walk, net);
		rcu_read_lock();
		if (held)
			put_net(held);
		held = net;
	}
	rcu_read_unlock();
	if (held)
		put_net(held);
}
