// SPDX-License-Identifier: GPL-2.0-only
/*
 * Uses one ftrace_ops for all functions: the kernel goes through all functions
 * that can be traced at each registration, and waits for every task (an RCU
 * tasks grace period) at each removal. Therefore the callback has to find out
 * which function was called.
 *
 * ftrace is given addresses, as names of functions are not unique. The address
 * is read from a kprobe that is registered disabled, as the kernel exports no
 * function that looks up a symbol.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/preempt.h>
#include <linux/printk.h>

#include "probe/attach_ftrace.h"
#include "probe/attach_kprobe.h"

#ifdef LQ_FTRACE_HAS_ARGUMENTS

/*
 * The most bytes between the address of a kprobe and the call of ftrace: none
 * on x86, where the kprobe is behind ENDBR; one or two instructions on arm64.
 */
#define ENTRY_SIZE 16

struct place {
	unsigned long address;
	const struct lq_hook *hook;
};

static struct place places[LQ_HOOKS_MAX];	/* the last one is hit most */
static unsigned int nr_places;

/*
 * Called by ftrace with preemption on. Needs no guard against recursion, which
 * would lose hits: no handler calls a function that has a probe, and a softirq
 * that interrupts a handler is not a recursion.
 */
static void notrace on_call(unsigned long ip, unsigned long parent_ip,
			    struct ftrace_ops *ops, struct ftrace_regs *regs)
{
	const struct place *place;

	preempt_disable_notrace();
	for (place = places + nr_places; place-- > places;) {
		if (ip - place->address < ENTRY_SIZE) {
			place->hook->entries.by_ftrace(place->hook, regs);
			break;
		}
	}
	preempt_enable_notrace();
}

static struct ftrace_ops ops = {
	.func = on_call,
	.flags = FTRACE_OPS_FL_SAVE_ARGS | FTRACE_OPS_FL_RECURSION_SAFE,
};

/* Enables the kprobe that is registered already, instead of ftrace. */
static int become_kprobe(struct lq_hook *hook)
{
	int err = enable_kprobe(&hook->kprobe);

	hook->via = LQ_BY_KPROBE;
	if (err)
		unregister_kprobe(&hook->kprobe);
	return err;
}

int lq_by_ftrace_plant(struct lq_hook *hook)
{
	unsigned long address;
	int err;

	hook->via = LQ_BY_FTRACE;
	err = lq_by_kprobe_register(hook, KPROBE_FLAG_DISABLED);
	if (err)
		return err;
	address = (unsigned long)hook->kprobe.addr;
	if (ftrace_set_filter_ip(&ops, address, 0, 0)) {
		pr_warn("ftrace does not reach %s, using a kprobe\n",
			hook->symbol);
		return become_kprobe(hook);
	}
	places[nr_places++] = (struct place){ address, hook };
	return 0;
}

static void all_become_kprobes(void)
{
	struct lq_hook *hook;

	lq_for_each_hook(hook)
		if (hook->via == LQ_BY_FTRACE && !hook->error)
			hook->error = become_kprobe(hook);
}

static void forget_places(void)
{
	ftrace_set_filter(&ops, NULL, 0, 1);
	nr_places = 0;
}

void lq_by_ftrace_begin(void)
{
	int err;

	if (!nr_places)
		return;
	err = register_ftrace_function(&ops);
	if (err) {
		pr_warn("ftrace refuses (%d), using kprobes\n", err);
		all_become_kprobes();
		forget_places();
		return;
	}
	/* The disabled kprobes only served to find the addresses. */
	lq_by_kprobe_unregister(LQ_BY_FTRACE);
}

void lq_by_ftrace_remove(void)
{
	if (!nr_places)
		return;
	unregister_ftrace_function(&ops);
	forget_places();
}

#else

int lq_by_ftrace_plant(struct lq_hook *hook)
{
	pr_warn_once("this kernel's ftrace hands no arguments over, using kprobes\n");
	return lq_by_kprobe_plant(hook);
}

void lq_by_ftrace_begin(void)
{
}

void lq_by_ftrace_remove(void)
{
}

#endif
