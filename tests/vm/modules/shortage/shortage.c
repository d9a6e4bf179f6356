// SPDX-License-Identifier: GPL-2.0-only
/*
 * No memory for listenq, of the kinds that the kernel's own fault injection does
 * not come to: per-CPU memory is a part of what was allocated long ago, kvmalloc()
 * tries again by other means, and softirqs are nobody's to choose. The Nth call of
 * a function by listenq returns NULL, and so do those after it if that is asked for.
 */
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/string.h>

static char *function;
module_param(function, charp, 0444);
MODULE_PARM_DESC(function, "The function that fails");

static unsigned int nth = 1;
module_param(nth, uint, 0444);
MODULE_PARM_DESC(nth, "The first of its calls to fail (default 1)");

static unsigned int times = 1;
module_param(times, uint, 0444);
MODULE_PARM_DESC(times, "How many fail (default 1); counted down to 0");

static unsigned long caller(struct pt_regs *regs)
{
#ifdef CONFIG_ARM64
	return regs->regs[30];
#else
	return regs_get_kernel_stack_nth(regs, 0);
#endif
}

static bool is_of_listenq(unsigned long address)
{
	char symbol[KSYM_SYMBOL_LEN];

	sprint_symbol(symbol, address);
	return strstr(symbol, "[listenq]");
}

/* The function's callers come here instead. */
static noinline void *no_memory(void)
{
	return NULL;
}

static int at_entry(struct kprobe *kprobe, struct pt_regs *regs)
{
	if (!times || !is_of_listenq(caller(regs)))
		return 0;
	if (nth > 1) {
		nth--;
		return 0;
	}
	times--;
	instruction_pointer_set(regs, (unsigned long)no_memory);
	return 1;
}

/* A probe that has one may change where the kernel goes on. */
static void after(struct kprobe *kprobe, struct pt_regs *regs,
		  unsigned long flags)
{
}

static struct kprobe probe = {
	.pre_handler = at_entry,
	.post_handler = after,
};

static int __init shortage_init(void)
{
	probe.symbol_name = function;
	return register_kprobe(&probe);
}

static void __exit shortage_exit(void)
{
	unregister_kprobe(&probe);
}

module_init(shortage_init);
module_exit(shortage_exit);

MODULE_DESCRIPTION("Allocations that fail, for listenq's tests");
MODULE_LICENSE("GPL");
