/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The entries of a handler: how a kprobe and how ftrace call it, and how it
 * reads the arguments of the function that was hit. For hook.c only.
 */
#ifndef LQ_HOOK_ENTRY_H
#define LQ_HOOK_ENTRY_H

#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/percpu.h>

#include "probe/hits.h"
#include "probe/hook.h"

/* The arguments of the function. */
struct call {
	unsigned long argument[6];
};

static inline void *pointer(const struct call *call, unsigned int n)
{
	return (void *)call->argument[n];
}

/* Reads a bool: only the low eight bits of its register are defined. */
static inline bool boolean(const struct call *call, unsigned int n)
{
	return (u8)call->argument[n];
}

static inline void hit(const struct lq_hook *hook)
{
	this_cpu_inc(*hook->hits);
}

#define CALL(get, regs)							\
	(&(const struct call){ { get(regs, 0), get(regs, 1), get(regs, 2), \
				 get(regs, 3), get(regs, 4), get(regs, 5) } })

#ifdef LQ_FTRACE_HAS_ARGUMENTS
#define OWN_ENTRY(handler)						\
static void notrace handler##_by_own_ftrace(unsigned long ip,		\
					    unsigned long parent_ip,	\
					    struct ftrace_ops *ops,	\
					    struct ftrace_regs *regs)	\
{									\
	preempt_disable_notrace();					\
	hit(ops->private);						\
	handler(CALL(ftrace_regs_get_argument, regs));			\
	preempt_enable_notrace();					\
}
#define OWN_ENTRY_OF(handler) handler##_by_own_ftrace
#else
#define OWN_ENTRY(handler)
#define OWN_ENTRY_OF(handler)
#endif

/*
 * Defines the entries of a handler. It is inlined into all, so that only
 * the registers that it uses are read.
 */
#define ENTRIES(handler)						\
static int handler##_by_kprobe(struct kprobe *kprobe,			\
			       struct pt_regs *regs)			\
{									\
	hit(container_of(kprobe, struct lq_hook, kprobe));		\
	handler(CALL(regs_get_kernel_argument, regs));			\
	return 0;							\
}									\
									\
static void handler##_by_ftrace(const struct lq_hook *hook,		\
				struct ftrace_regs *regs)		\
{									\
	hit(hook);							\
	handler(CALL(ftrace_regs_get_argument, regs));			\
}									\
									\
OWN_ENTRY(handler)

#define ENTRIES_OF(handler) {						\
	handler##_by_kprobe, handler##_by_ftrace,			\
	OWN_ENTRY_OF(handler) }

#endif /* LQ_HOOK_ENTRY_H */
