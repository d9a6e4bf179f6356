// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kprobes.h>

#include "probe/attach_kprobe.h"

int lq_by_kprobe_register(struct lq_hook *hook, u32 flags)
{
	hook->kprobe = (struct kprobe){
		.symbol_name = hook->symbol,
		.pre_handler = hook->entries.by_kprobe,
		.flags = flags,
	};
	return register_kprobe(&hook->kprobe);
}

int lq_by_kprobe_plant(struct lq_hook *hook)
{
	hook->via = LQ_BY_KPROBE;
	return lq_by_kprobe_register(hook, 0);
}

/*
 * Unregisters all at once, which takes one grace period instead of one for
 * each.
 */
void lq_by_kprobe_unregister(enum lq_via via)
{
	struct kprobe *registered[LQ_HOOKS_MAX];
	struct lq_hook *hook;
	int n = 0;

	lq_for_each_hook(hook)
		if (hook->via == via && !hook->error)
			registered[n++] = &hook->kprobe;
	unregister_kprobes(registered, n);
}

void lq_by_kprobe_remove(void)
{
	lq_by_kprobe_unregister(LQ_BY_KPROBE);
}
