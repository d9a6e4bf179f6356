// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kprobes.h>

#include "by_kprobe.h"
#include "hook.h"

int lq_by_kprobe_plant(struct lq_hook *hook)
{
	hook->means = LQ_BY_KPROBE;
	hook->kprobe = (struct kprobe){
		.symbol_name = hook->symbol,
		.pre_handler = hook->entries.by_kprobe,
	};
	return register_kprobe(&hook->kprobe);
}

/* All at once: then one grace period is enough for all. */
void lq_by_kprobe_lift(void)
{
	struct kprobe *planted[LQ_HOOKS_MAX];
	struct lq_hook *hook;
	int n = 0;

	lq_for_each_hook(hook)
		if (hook->means == LQ_BY_KPROBE && !hook->error)
			planted[n++] = &hook->kprobe;
	unregister_kprobes(planted, n);
}
