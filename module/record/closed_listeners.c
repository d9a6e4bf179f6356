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
	struct hlist_node node;		/* in buckets, unless empty */
	struct lq_closed_listener closed;
};

static DEFINE_RAW_SPINLOCK(lock);
/* All of these are accessed under the lock. */
static struct place places[LQ_CLOSED_LISTENERS_MAX];
static struct hlist_head buckets[BUCKETS];
static unsigned int oldest;
static u64 forgotten;
static u32 seed;			/* users must not be able to choose a bucket */

static struct hlist_head *bucket_of(const struct lq_closed_listener *one)
{
	u32 addr = __ipv6_addr_jhash(&one->at.at.addr, seed);

	return &buckets[jhash_3words(addr, one->at.at.port, one->netns,
				     seed + one->at.ifindex) % BUCKETS];
}

static bool is_same(const struct lq_closed_listener *a,
		    const struct lq_closed_listener *b)
{
	return a->at.at.port == b->at.at.port && a->net == b->net &&
	       a->at.ifindex == b->at.ifindex &&
	       ipv6_addr_equal(&a->at.at.addr, &b->at.at.addr);
}

static bool is_noted(const struct lq_closed_listener *one)
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

static void take_oldest(const struct lq_closed_listener *one)
{
	struct place *place = &places[oldest];

	oldest = (oldest + 1) % LQ_CLOSED_LISTENERS_MAX;
	forgotten += !!place->closed.net;
	forget(place);
	place->closed = *one;
	hlist_add_head(&place->node, bucket_of(one));
}

void lq_closed_listeners_note(const struct sock *sk)
{
	struct lq_closed_listener one = {
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

void lq_closed_listeners_copy(struct lq_closed_listener *copy)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < LQ_CLOSED_LISTENERS_MAX; i++)
		copy[i] = places[i].closed;
	raw_spin_unlock_irqrestore(&lock, flags);
}

u64 lq_closed_listeners_forgotten(void)
{
	unsigned long flags;
	u64 n;

	raw_spin_lock_irqsave(&lock, flags);
	n = forgotten;
	raw_spin_unlock_irqrestore(&lock, flags);
	return n;
}

/*
 * A later namespace may have the same address. Nothing of this one is
 * remembered after this: an RCU grace period lies between the moment from which
 * check_net() returns 0 and this call (net/core/net_namespace.c,
 * cleanup_net()).
 */
static void __net_exit closed_net_exit(struct net *net)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&lock, flags);
	for (i = 0; i < LQ_CLOSED_LISTENERS_MAX; i++)
		if (places[i].closed.net == net)
			forget(&places[i]);
	raw_spin_unlock_irqrestore(&lock, flags);
}

static struct pernet_operations closed_net_ops = {
	.exit = closed_net_exit,
};

int lq_closed_listeners_init(void)
{
	seed = get_random_u32();
	return register_pernet_subsys(&closed_net_ops);
}

void lq_closed_listeners_uninit(void)
{
	unregister_pernet_subsys(&closed_net_ops);
}
