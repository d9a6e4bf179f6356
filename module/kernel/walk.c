// SPDX-License-Identifier: GPL-2.0-only
/*
 * All namespaces share one hash table of listeners, even those with a table of
 * connections of their own (net/ipv4/inet_hashtables.c,
 * inet_pernet_hashinfo_alloc()): init_net's leads to all of them.
 */
#include <linux/sched.h>
#include <net/inet_hashtables.h>
#include <net/net_namespace.h>
#include <net/tcp.h>

#include "kernel/walk.h"

#define BUCKETS_AT_ONCE 64

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

static struct hlist_nulls_head *chain(struct inet_hashinfo *table,
				      unsigned int i)
{
	return &table->listening_hash[i].nulls_head;
}
#else
static unsigned int nr_buckets(const struct inet_hashinfo *table)
{
	return table->lhash2_mask + 1;
}

static struct hlist_nulls_head *chain(struct inet_hashinfo *table,
				      unsigned int i)
{
	return &table->lhash2[i].nulls_head;
}
#endif

/*
 * A socket that moves to another chain diverts the walk to that chain, whose
 * end carries another number. Returns -EAGAIN then.
 */
static int walk_chain(struct lq_walk *walk, struct hlist_nulls_head *head,
		      unsigned long end)
{
	struct hlist_nulls_node *node;
	struct sock *sk;
	int err;

	sk_nulls_for_each_rcu(sk, node, head) {
		err = is_listener(sk) ? walk->visit(walk, sk) : 0;
		if (err)
			return err;
	}
	return get_nulls_value(node) == end ? 0 : -EAGAIN;
}

static int walk_bucket(struct lq_walk *walk, struct hlist_nulls_head *head,
		       unsigned int i)
{
	bool again = false;
	int err;

	do {
		if (walk->begin)
			walk->begin(walk, again);
		again = true;
		rcu_read_lock();
		err = walk_chain(walk, head, i + LISTENING_NULLS_BASE);
		rcu_read_unlock();
		if (err == -ENOSPC)
			err = walk->room(walk) ? : -EAGAIN;
	} while (err == -EAGAIN);
	return err;
}

int lq_walk_listeners(struct lq_walk *walk)
{
	struct inet_hashinfo *table = init_net.ipv4.tcp_death_row.hashinfo;
	unsigned int i;
	int err;

	for (i = 0; i < nr_buckets(table); i++) {
		if (hlist_nulls_empty(chain(table, i)))
			continue;
		err = walk_bucket(walk, chain(table, i), i);
		if (err)
			return err;
		cond_resched();
	}
	return 0;
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
