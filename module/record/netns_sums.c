// SPDX-License-Identifier: GPL-2.0-only
/*
 * The books outlive their namespace for as long as a record of one of its
 * listeners waits to be freed. A namespace that is going is not asked for
 * them: cleanup_net() (net/core/net_namespace.c) lets an RCU grace period pass
 * between the moment that check_net() says so and net_exit() here. One that is
 * coming has none before its net_init() here, but may have listeners, of the
 * kernel's own.
 */
#include <linux/kref.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <net/ip.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <net/tcp.h>

#include "record/netns_sums.h"
#include "record/pending.h"

struct lq_books {
	struct kref kref;
	u64 opened[LQ_NR_MIBS];
	raw_spinlock_t lock;
	u64 closed[LQ_NR_COUNTS];	/* under the lock, as is the next */
	u64 unfed;			/* which of those no probe told */
};

struct books_of_net {
	struct lq_books *books;
};

static unsigned int net_id;

/* Both sets of counters are an array of this kind (include/net/snmp.h). */
static u64 fold(const unsigned long __percpu *counter)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(*per_cpu_ptr(counter, cpu));
	return sum;
}

#define MIB_COUNTER(group, name, set, number) \
	[LQ_MIB_##name] = &net->mib.set->mibs[number],

static u64 read_mib(const struct net *net, enum lq_mib mib)
{
	const unsigned long __percpu *const counters[] = {
		LQ_MIBS(MIB_COUNTER)
	};

	return fold(counters[mib]);
}

u64 lq_books_kernel(const struct lq_books *books, const struct net *net,
		    enum lq_mib mib)
{
	return read_mib(net, mib) - books->opened[mib];
}

struct lq_books *lq_books_get(const struct net *net)
{
	struct books_of_net *of_net;

	if (!check_net(net))
		return NULL;
	of_net = net_generic(net, net_id);
	if (!of_net || !of_net->books)
		return NULL;
	kref_get(&of_net->books->kref);
	return of_net->books;
}

static void books_free(struct kref *kref)
{
	kfree(container_of(kref, struct lq_books, kref));
}

void lq_books_put(struct lq_books *books)
{
	kref_put(&books->kref, books_free);
}

void lq_books_close(struct lq_books *books, const struct lq_sums *sums)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&books->lock, flags);
	for (i = 0; i < LQ_NR_COUNTS; i++)
		books->closed[i] += sums->count[i];
	books->unfed |= sums->unfed;
	raw_spin_unlock_irqrestore(&books->lock, flags);
}

void lq_books_closed(struct lq_books *books, struct lq_sums *sums)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&books->lock, flags);
	for (i = 0; i < LQ_NR_COUNTS; i++)
		sums->count[i] += books->closed[i];
	sums->unfed |= books->unfed;
	raw_spin_unlock_irqrestore(&books->lock, flags);
}

static int __net_init books_net_init(struct net *net)
{
	struct books_of_net *of_net = net_generic(net, net_id);
	struct lq_books *books = kzalloc(sizeof(*books), GFP_KERNEL);
	int i;

	if (!books)
		return -ENOMEM;
	kref_init(&books->kref);
	raw_spin_lock_init(&books->lock);
	for (i = 0; i < LQ_NR_MIBS; i++)
		books->opened[i] = read_mib(net, i);
	of_net->books = books;
	return 0;
}

static void __net_exit books_net_exit(struct net *net)
{
	struct books_of_net *of_net = net_generic(net, net_id);
	struct lq_books *books = of_net->books;

	lq_pending_forget(net);
	of_net->books = NULL;
	lq_books_put(books);
}

static struct pernet_operations books_net_ops = {
	.init = books_net_init,
	.exit = books_net_exit,
	.id = &net_id,
	.size = sizeof(struct books_of_net),
};

int lq_books_init(void)
{
	return register_pernet_subsys(&books_net_ops);
}

void lq_books_uninit(void)
{
	unregister_pernet_subsys(&books_net_ops);
}
