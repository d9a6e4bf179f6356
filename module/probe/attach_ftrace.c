// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel goes through all functions that can be traced each time that an
 * ftrace_ops is registered or unregistered, and waits for every task (an RCU
 * tasks grace period) each time that one is unregistered. Therefore only hooks
 * that are hit for each connection have one of their own (hook->hot). All
 * others share one, whose callback has to find out which function was called.
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

static struct place places[LQ_HOOKS_MAX];
static unsigned int nr_places;

static struct ftrace_ops own_ops[LQ_HOOKS_MAX];
static unsigned int nr_own;

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
	for (place = places; place < places + nr_places; place++) {
		if (ip - place->address < ENTRY_SIZE) {
			place->hook->entries.by_ftrace(place->hook, regs);
			break;
		}
	}
	preempt_enable_notrace();
}

#define OPS_FLAGS (FTRACE_OPS_FL_SAVE_ARGS | FTRACE_OPS_FL_RECURSION_SAFE)

static struct ftrace_ops shared_ops = {
	.func = on_call,
	.flags = OPS_FLAGS,
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

static struct ftrace_ops *own_ops_of(struct lq_hook *hook)
{
	struct ftrace_ops *ops = &own_ops[nr_own];

	*ops = (struct ftrace_ops){
		.func = hook->entries.by_own_ftrace,
		.flags = OPS_FLAGS,
		.private = hook,
	};
	return ops;
}

int lq_by_ftrace_plant(struct lq_hook *hook)
{
	struct ftrace_ops *ops = hook->hot ? own_ops_of(hook) : &shared_ops;
	unsigned long address;
	int err;

	hook->via = LQ_BY_FTRACE;
	err = lq_by_kprobe_register(hook, KPROBE_FLAG_DISABLED);
	if (err)
		return err;
	address = (unsigned long)hook->kprobe.addr;
	if (ftrace_set_filter_ip(ops, address, 0, 0)) {
		pr_warn("ftrace does not reach %s, using a kprobe\n",
			hook->symbol);
		return become_kprobe(hook);
	}
	if (hook->hot)
		nr_own++;
	else
		places[nr_places++] = (struct place){ address, hook };
	return 0;
}

/* Registers ops; on failure all hooks that it was for become kprobes. */
static bool begin(struct ftrace_ops *ops)
{
	int err = register_ftrace_function(ops);
	struct lq_hook *hook;

	if (!err)
		return true;
	pr_warn("ftrace refuses (%d), using kprobes\n", err);
	lq_for_each_hook(hook)
		if (hook->via == LQ_BY_FTRACE && !hook->error &&
		    (ops == &shared_ops ? !hook->hot : hook == ops->private))
			hook->error = become_kprobe(hook);
	ftrace_set_filter(ops, NULL, 0, 1);
	return false;
}

void lq_by_ftrace_begin(void)
{
	unsigned int i;

	if (nr_places && !begin(&shared_ops))
		nr_places = 0;
	for (i = 0; i < nr_own; i++)
		if (!begin(&own_ops[i]))
			own_ops[i].private = NULL;
	/* The disabled kprobes only served to find the addresses. */
	lq_by_kprobe_unregister(LQ_BY_FTRACE);
}

static void end(struct ftrace_ops *ops)
{
	unregister_ftrace_function(ops);
	ftrace_set_filter(ops, NULL, 0, 1);
}

void lq_by_ftrace_remove(void)
{
	unsigned int i;

	if (nr_places)
		end(&shared_ops);
	for (i = 0; i < nr_own; i++)
		if (own_ops[i].private)
			end(&own_ops[i]);
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
