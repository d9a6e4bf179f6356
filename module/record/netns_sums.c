// SPDX-License-Identifier: GPL-2.0-only
/*
 * The sums outlive their namespace as long as a record of one of its listeners
 * waits to be freed. No reference is taken in a namespace that is being
 * dismantled: an RCU grace period lies between the moment from which
 * check_net() returns 0 and netns_sums_net_exit() (net/core/net_namespace.c,
 * cleanup_net()). A namespace that is being set up has no sums before
 * netns_sums_net_init(), but may have listeners of the kernel.
 */
#include <linux/atomic.h>
#include <linux/kref.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <net/ip.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <net/tcp.h>

#include "record/netns_sums.h"
#include "record/pending.h"

struct lq_netns_sums {
	struct kref kref;
	unsigned int records;		/* of listeners that have not closed */
	u64 kernel[LQ_NR_MIBS];		/* at the beginning, see lq_netns_sums_begin() */
	u64 id;
	raw_spinlock_t lock;
	u64 count[LQ_NR_COUNTS];	/* of closed listeners, under the lock */
	u64 unknown;			/* set of enum lq_count, under the lock */
};

struct sums_of_net {
	struct lq_netns_sums *total;
};

static unsigned int net_id;
static atomic64_t last_id;

#define MIB_COUNTER(group, name, set, number) \
	[LQ_MIB_##name] = &net->mib.set->mibs[number],

/* Both sets of counters are arrays of unsigned long (include/net/snmp.h). */
static u64 mib_of_cpu(const struct net *net, enum lq_mib mib, int cpu)
{
	const unsigned long __percpu *const counters[] = {
		LQ_MIBS(MIB_COUNTER)
	};

	return READ_ONCE(*per_cpu_ptr(counters[mib], cpu));
}

static u64 read_mib(const struct net *net, enum lq_mib mib)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += mib_of_cpu(net, mib, cpu);
	return sum;
}

u64 lq_netns_sums_kernel(const struct lq_netns_sums *total,
			 const struct net *net, enum lq_mib mib)
{
	return read_mib(net, mib) - total->kernel[mib];
}

static struct lq_netns_sums *find(const struct net *net)
{
	struct sums_of_net *of_net;

	if (!check_net(net))
		return NULL;
	of_net = net_generic(net, net_id);
	return of_net ? of_net->total : NULL;
}

struct lq_netns_sums *lq_netns_sums_get(const struct net *net)
{
	struct lq_netns_sums *total = find(net);

	if (total)
		kref_get(&total->kref);
	return total;
}

void lq_netns_sums_count(struct lq_netns_sums *total, int more)
{
	WRITE_ONCE(total->records, total->records + more);
}

unsigned int lq_netns_sums_records(const struct net *net)
{
	const struct lq_netns_sums *total = find(net);

	return total ? READ_ONCE(total->records) : 0;
}

u64 lq_netns_sums_id(const struct lq_netns_sums *total)
{
	return total->id;
}

static void total_free(struct kref *kref)
{
	kfree(container_of(kref, struct lq_netns_sums, kref));
}

void lq_netns_sums_put(struct lq_netns_sums *total)
{
	kref_put(&total->kref, total_free);
}

void lq_netns_sums_add(struct lq_netns_sums *total, const struct lq_sums *sums)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&total->lock, flags);
	for (i = 0; i < LQ_NR_COUNTS; i++)
		total->count[i] += sums->count[i];
	total->unknown |= sums->unknown;
	raw_spin_unlock_irqrestore(&total->lock, flags);
}

void lq_netns_sums_read(struct lq_netns_sums *total, struct lq_sums *sums)
{
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&total->lock, flags);
	for (i = 0; i < LQ_NR_COUNTS; i++)
		sums->count[i] += total->count[i];
	sums->unknown |= total->unknown;
	raw_spin_unlock_irqrestore(&total->lock, flags);
}

static int __net_init netns_sums_net_init(struct net *net)
{
	struct sums_of_net *of_net = net_generic(net, net_id);
	struct lq_netns_sums *total = kzalloc(sizeof(*total), GFP_KERNEL);

	if (!total)
		return -ENOMEM;
	kref_init(&total->kref);
	total->id = atomic64_inc_return(&last_id);
	raw_spin_lock_init(&total->lock);
	of_net->total = total;
	return 0;
}

static void __net_exit netns_sums_net_exit(struct net *net)
{
	struct sums_of_net *of_net = net_generic(net, net_id);
	struct lq_netns_sums *total = of_net->total;

	lq_pending_forget(net);
	of_net->total = NULL;
	lq_netns_sums_put(total);
}

static struct pernet_operations netns_sums_net_ops = {
	.init = netns_sums_net_init,
	.exit = netns_sums_net_exit,
	.id = &net_id,
	.size = sizeof(struct sums_of_net),
};

/* A namespace that is created later begins at 0, as the kernel's counters do. */
void lq_netns_sums_begin(int cpu)
{
	struct lq_netns_sums *total;
	struct net *net;
	int i;

	rcu_read_lock();
	for_each_net_rcu(net) {
		total = lq_netns_sums_get(net);
		if (!total)
			continue;
		for (i = 0; i < LQ_NR_MIBS; i++)
			total->kernel[i] += mib_of_cpu(net, i, cpu);
		lq_netns_sums_put(total);
	}
	rcu_read_unlock();
}

int lq_netns_sums_init(void)
{
	return register_pernet_subsys(&netns_sums_net_ops);
}

void lq_netns_sums_uninit(void)
{
	unregister_pernet_subsys(&netns_sums_net_ops);
}
