// SPDX-License-Identifier: GPL-2.0-only
#include <linux/mutex.h>

#include "record/transitions.h"

static DEFINE_MUTEX(followers_lock);
static unsigned int nr_followers;	/* under followers_lock */
static int (*count_begin)(void);
static void (*count_end)(void);

void lq_transitions_on_demand(int (*begin)(void), void (*end)(void))
{
	count_begin = begin;
	count_end = end;
}

int lq_transitions_follow(void)
{
	int err = 0;

	mutex_lock(&followers_lock);
	if (!nr_followers && count_begin)
		err = count_begin();
	if (!err)
		nr_followers++;
	mutex_unlock(&followers_lock);
	return err;
}

void lq_transitions_leave(void)
{
	mutex_lock(&followers_lock);
	if (!--nr_followers && count_end)
		count_end();
	mutex_unlock(&followers_lock);
}

unsigned int lq_transitions_net_id;

#define AT(from, to) [TCP_##from][TCP_##to] = LQ_TRANSITION_##from##_##to,
const u8 lq_transition_of[LQ_TRANSITION_STATES][LQ_TRANSITION_STATES] = {
	LQ_TRANSITIONS(AT)
};

u64 lq_transitions_sum(const struct net *net, enum lq_transition transition)
{
	const struct lq_net_transitions *of_net =
		net_generic(net, lq_transitions_net_id);
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(of_net->counts, cpu)->of[transition]);
	return sum;
}

static int __net_init transitions_net_init(struct net *net)
{
	struct lq_net_transitions *of_net =
		net_generic(net, lq_transitions_net_id);

	of_net->counts = alloc_percpu(struct lq_transition_counts);
	return of_net->counts ? 0 : -ENOMEM;
}

static void __net_exit transitions_net_exit(struct net *net)
{
	struct lq_net_transitions *of_net =
		net_generic(net, lq_transitions_net_id);
	struct lq_transition_counts __percpu *counts = of_net->counts;

	of_net->counts = NULL;
	free_percpu(counts);
}

static struct pernet_operations transitions_net_ops = {
	.init = transitions_net_init,
	.exit = transitions_net_exit,
	.id = &lq_transitions_net_id,
	.size = sizeof(struct lq_net_transitions),
};

int lq_transitions_init(void)
{
	return register_pernet_subsys(&transitions_net_ops);
}

void lq_transitions_uninit(void)
{
	unregister_pernet_subsys(&transitions_net_ops);
}
