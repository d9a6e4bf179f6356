// SPDX-License-Identifier: GPL-2.0-only
#include <linux/spinlock.h>
#include <linux/string.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "closed.h"

static DEFINE_RAW_SPINLOCK(lock);
static struct lq_closed closed[LQ_CLOSED_MAX];	/* under the lock, as is all */
static unsigned int oldest;
static u64 forgotten;

static bool is_same(const struct lq_closed *a, const struct lq_closed *b)
{
	return a->at.at.port == b->at.at.port && a->net == b->net &&
	       ipv6_addr_equal(&a->at.at.addr, &b->at.at.addr);
}

static bool is_noted(const struct lq_closed *one)
{
	int i;

	for (i = 0; i < LQ_CLOSED_MAX; i++)
		if (is_same(&closed[i], one))
			return true;
	return false;
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
	if (!is_noted(&one)) {
		forgotten += !!closed[oldest].net;
		closed[oldest] = one;
		oldest = (oldest + 1) % LQ_CLOSED_MAX;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

void lq_closed_copy(struct lq_closed *copy)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	memcpy(copy, closed, sizeof(closed));
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
		if (closed[i].net == net)
			closed[i].net = NULL;
	raw_spin_unlock_irqrestore(&lock, flags);
}

static struct pernet_operations closed_net_ops = {
	.exit = closed_net_exit,
};

int lq_closed_init(void)
{
	return register_pernet_subsys(&closed_net_ops);
}

void lq_closed_uninit(void)
{
	unregister_pernet_subsys(&closed_net_ops);
}
