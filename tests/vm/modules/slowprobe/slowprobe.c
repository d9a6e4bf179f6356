// SPDX-License-Identifier: GPL-2.0-only
/*
 * Somebody else's probe, and a slow one. By default a kprobe: while its handler
 * runs on a CPU, the kernel skips all other kprobes that softirqs come to there.
 * Or a kretprobe, which keeps a function's caller waiting.
 */
#include <linux/delay.h>
#include <linux/kprobes.h>
#include <linux/module.h>

static unsigned int us = 500;
module_param(us, uint, 0444);
MODULE_PARM_DESC(us, "Microseconds that the handler takes (default 500)");

static char *returns;
module_param(returns, charp, 0444);
MODULE_PARM_DESC(returns, "The function that returns so late (default: umask() begins so late)");

static void dawdle(void)
{
	unsigned int ms = us / 1000;

	mdelay(ms);
	udelay(us % 1000);
}

static int at_entry(struct kprobe *kprobe, struct pt_regs *regs)
{
	dawdle();
	return 0;
}

static int at_return(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	dawdle();
	return 0;
}

#ifdef CONFIG_ARM64
#define SYS_UMASK	"__arm64_sys_umask"
#else
#define SYS_UMASK	"__x64_sys_umask"
#endif

/* What the test makes a shell do all the time, and nobody else does: umask(). */
static struct kprobe slow = {
	.symbol_name = SYS_UMASK,
	.pre_handler = at_entry,
};

static struct kretprobe slow_return = {
	.handler = at_return,
};

static int __init slowprobe_init(void)
{
	slow_return.kp.symbol_name = returns;
	return returns ? register_kretprobe(&slow_return) :
			 register_kprobe(&slow);
}

static void __exit slowprobe_exit(void)
{
	if (returns)
		unregister_kretprobe(&slow_return);
	else
		unregister_kprobe(&slow);
}

module_init(slowprobe_init);
module_exit(slowprobe_exit);

MODULE_DESCRIPTION("A probe with a slow handler, for listenq's tests");
MODULE_LICENSE("GPL");
