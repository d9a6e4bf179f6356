/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of hooks: where a probe sits and what it gives. */
#ifndef LQ_HOOK_H
#define LQ_HOOK_H

#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/types.h>

#include "record/column.h"

struct lq_hook;
struct tracepoint;

/* The two ways to a function's handler; preemption is off in both. */
struct lq_entries {
	kprobe_pre_handler_t by_kprobe;
	void (*by_ftrace)(const struct lq_hook *hook,
			  struct ftrace_regs *regs);
};

enum lq_via {
	LQ_BY_NOTHING,
	LQ_BY_KPROBE,
	LQ_BY_FTRACE,
	LQ_BY_TRACEPOINT,
};

struct lq_hook {
	const char *symbol;
	struct lq_entries entries;
	void *on_tracepoint;	/* instead, of the tracepoint @symbol: hits.h */
	bool prototype_known;
	bool softirqs_on;	/* called with softirqs on: may be interrupted */
	bool needed;		/* the main columns are gone without it */
	bool ipv6_only;		/* IPv4 listeners do without */
	bool transitions;	/* of the group that a parameter turns off */
	lq_columns gives;

	/* The rest is for those who plant; the handlers count the hits. */
	struct kprobe kprobe;
	struct tracepoint *tracepoint;
	enum lq_via via;
	int error;		/* 0: planted */
	unsigned long __percpu *hits;
};

extern struct lq_hook lq_hooks[];
extern const unsigned int lq_nr_hooks;
#define LQ_HOOKS_MAX 32

#define lq_for_each_hook(hook) \
	for ((hook) = lq_hooks; (hook) < lq_hooks + lq_nr_hooks; (hook)++)

#endif /* LQ_HOOK_H */
