// SPDX-License-Identifier: GPL-2.0-only
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <net/sock.h>

#include "record/charge.h"

#if defined(LQ_HAVE_KMEM_CACHE_CHARGE) && defined(CONFIG_MEMCG)
void lq_charge(void *object, const struct sock *sk)
{
	struct mem_cgroup *cgroup = READ_ONCE(sk->sk_memcg), *before;

	if (!object || !cgroup)
		return;		/* a socket of the root's has none */
	before = set_active_memcg(cgroup);
	kmem_cache_charge(object, GFP_ATOMIC | __GFP_NOWARN);
	set_active_memcg(before);
}
#else
void lq_charge(void *object, const struct sock *sk)
{
}
#endif
