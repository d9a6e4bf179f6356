// SPDX-License-Identifier: GPL-2.0-only
/*
 * Somebody else's kprobe, and a slow one: while its handler runs on a CPU, the
 * kernel skips all other kprobes that softirqs come to there.
 */
#include <linux/delay.h>
#include <linux/kprobes.h>
#include <linux/module.h>

static unsigned int us = 500;
module_param(us, uint, 0444);
MODULE_PARM_DESC(us, "Microseconds that the handler takes (default 500)");

static int dawdle(struct kprobe *kprobe, struct pt_regs *regs)
{
	udelay(us);
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
	.pre_handler = dawdle,
};

static int __init slowprobe_init(void)
{
	return register_kprobe(&slow);
}

static void __exit slowprobe_exit(void)
{
	unregister_kprobe(&slow);
}

module_init(slowprobe_init);
module_exit(slowprobe_exit);

MODULE_DESCRIPTION("A kprobe with a slow handler, for listenq's tests");
MODULE_LICENSE("GPL");
