// SPDX-License-Identifier: GPL-2.0-only
#include <linux/jhash.h>
#include <linux/list.h>
#include <linux/random.h>
#include <linux/spinlock.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "record/closed_listeners.h"

#define BUCKETS 1024

struct place {
	struct hlist_node node;		/* by address, if it is taken */
	struct lq_closed closed;
};

static DEFINE_RAW_SPINLOCK(lock);
static struct place places[LQ_CLOSED_MAX];	/* under the lock, as is all */
static struct hlist_head buckets[BUCKETS];
static unsigned int oldest;
static u64 forgotten;
static u32 seed;			/* nobody shall choose a bucket */

static struct hlist_head *bucket_of(const struct lq_closed *one)
{
	u32 addr = __ipv6_addr_jhash(&one->at.at.addr, seed);

	return &buckets[jhash_3words(addr, one->at.at.port, one->netns, seed) %
			BUCKETS];
}

static bool is_same(const struct lq_closed *a, const struct lq_closed *b)
{
	return a->at.at.port == b->at.at.port && a->net == b->net &&
	       ipv6_addr_equal(&a->at.at.addr, &b->at.at.addr);
}

static bool is_noted(const struct lq_closed *one)
{
	const struct place *place;

	hlist_for_each_entry(place, bucket_of(one), node)
		if (is_same(&place->closed, one))
			return true;
	return false;
}

static void forget(struct place *place)
{
	hlist_del_init(&place->node);
	place->closed.net = NULL;
}

static void take_oldest(const struct lq_closed *one)
{
	struct place *place = &places[oldest];

	oldest = (oldest + 1) % LQ_CLOSED_MAX;
	forgotten += !!place->closed.net;
	forget(place);
	place->closed = *one;
	hlist_add_head(&place->node, bucket_of(one));
}

void lq_closed_note(const struct sock *sk)
{
	struct lq_closed one = {
		.at = lq_endpoint_listening(sk),
		.net = sock_net(sk),
		.netns = sock_net(sk)->ns.inum,
	};
	unsigned long flags;

	if (!check_net(one.net))
		return;
	raw_spin_lock_irqsave(&lock, flags);
	if (!is_noted(&one))
		take_oldest(&one);
	raw_spin_unlock_irqrestore(&lock, flags);
}

void lq_closed_copy(struct lq_closed *copy)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < LQ_CLOSED_MAX; i++)
		copy[i] = places[i].closed;
	raw_spin_unlock_irqrestore(&lock, flags);
}

u64 lq_closed_forgotten(void)
{
	unsigned long flags;
	u64 n;

	raw_spin_lock_irqsave(&lock, flags);
	n = forgotten;
	raw_spin_unlock_irqrestore(&lock, flags);
	return n;
}

/*
 * The next namespace may be at the same address. Nothing is noted after this:
 * an RCU grace period lies between check_net() saying no and this
 * (net/core/net_namespace.c, cleanup_net()).
 */
static void __net_exit closed_net_exit(struct net *net)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < LQ_CLOSED_MAX; i++)
		if (places[i].closed.net == net)
			forget(&places[i]);
	raw_spin_unlock_irqrestore(&lock, flags);
}

static struct pernet_operations closed_net_ops = {
	.exit = closed_net_exit,
};

int lq_closed_init(void)
{
	seed = get_random_u32();
	return register_pernet_subsys(&closed_net_ops);
}

void lq_closed_uninit(void)
{
	unregister_pernet_subsys(&closed_net_ops);
}
