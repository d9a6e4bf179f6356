/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of hooks: which function has a probe, and which columns it gives.
 */
#ifndef LQ_HOOK_H
#define LQ_HOOK_H

#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/types.h>

#include "record/column.h"

struct lq_hook;
struct tracepoint;

/*
 * The entries of a handler. All are called with preemption off, but for the
 * last one.
 */
struct lq_entries {
	kprobe_pre_handler_t by_kprobe;
	void (*by_ftrace)(const struct lq_hook *hook,
			  struct ftrace_regs *regs);
#ifdef LQ_FTRACE_HAS_ARGUMENTS
	ftrace_func_t by_own_ftrace;	/* the private data of ops is the hook */
#endif
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
	void *on_tracepoint;	/* instead of entries: @symbol is a tracepoint */
	bool prototype_known;
	bool hot;		/* hit for each connection */
	bool by_kprobe;		/* by default; only if called with softirqs off */
	bool needed;		/* the main columns are unknown without it */
	bool ipv6_only;		/* not needed for IPv4 listeners */
	bool transitions;	/* off with the parameter transitions=0 */
	lq_columns gives;	/* unknown without it */

	/* Written by probe.c and attach_*.c only; handlers count the hits. */
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
