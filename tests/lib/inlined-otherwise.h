/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Simulates a kernel whose compiler has not inlined what it has inlined here:
 * tests/lib/build includes this header in main.c of a variant of the module. The
 * kernel's own functions call __inet_csk_reqsk_queue_drop() where others call
 * inet_csk_reqsk_queue_drop(), which it is the body of and has the arguments of:
 * when a request times out, completes, or is removed with its listener. And
 * tcp_req_err() is inlined into its caller, so that its probe is never hit.
 */
#ifndef INLINED_OTHERWISE_H
#define INLINED_OTHERWISE_H

#include <linux/string.h>

#include "probe/hook.h"
#include "probe/probe.h"

#undef pr_fmt	/* which main.c defines, as if nothing had been included yet */

static int no_hit_by_kprobe(struct kprobe *kprobe, struct pt_regs *regs)
{
	return 0;
}

static void no_hit_by_ftrace(const struct lq_hook *hook,
			     struct ftrace_regs *regs)
{
}

static void simulate_other_inlining(void)
{
	struct lq_hook *hook;

	lq_for_each_hook(hook) {
		if (!strcmp(hook->symbol, "inet_csk_reqsk_queue_drop"))
			hook->symbol = "__inet_csk_reqsk_queue_drop";
		else if (!strcmp(hook->symbol, "tcp_req_err"))
			hook->entries = (struct lq_entries){
				.by_kprobe = no_hit_by_kprobe,
				.by_ftrace = no_hit_by_ftrace,
			};
	}
}

#define lq_probe_init(options) \
	(simulate_other_inlining(), (lq_probe_init)(options))

#endif /* INLINED_OTHERWISE_H */
