// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a test cannot wait for: jiffies are those of days later, and listenq's
 * histograms, of which somebody reads the first ones, have 32 bits of each total
 * full. For a machine with one CPU, whose jiffies nobody else moves while
 * interrupts are off.
 */
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/kprobes.h>
#include <linux/module.h>

#include "record/slot.h"

static unsigned int days;
module_param(days, uint, 0444);
MODULE_PARM_DESC(days, "Days that pass at once (default 0)");

static bool full;
module_param(full, bool, 0444);
MODULE_PARM_DESC(full, "Fill the histograms that are read (default N)");

static bool filled[LQ_NR_WAITS];

/*
 * lq_waits_add(waits, slot, wait); the handler that counts is in a kprobe of its
 * own. Forgets the latest counts of the slot, and sets those that it has moved to
 * the totals, which then exist, to 2^32 - 1.
 */
static int fill(struct kprobe *kprobe, struct pt_regs *regs)
{
	struct lq_slot *slot = (void *)regs_get_kernel_argument(regs, 1);
	unsigned int wait = (u32)regs_get_kernel_argument(regs, 2), i;
	struct lq_totals *totals = slot->shared->totals;

	if (!totals || filled[wait])
		return 0;
	for (i = 0; i < LQ_HIST_COUNTS; i++) {
		slot->waited[wait][i] = 0;
		atomic64_set(&totals->waited[wait][i], U32_MAX);
	}
	filled[wait] = true;
	return 0;
}

static struct kprobe before_reading = {
	.symbol_name = "lq_waits_add",
	.pre_handler = fill,
};

static void pass(u64 time)
{
	unsigned long flags;

	local_irq_save(flags);
	jiffies_64 += time;
	local_irq_restore(flags);
}

static int __init later_init(void)
{
	pass((u64)days * 24 * 60 * 60 * HZ);
	return full ? register_kprobe(&before_reading) : 0;
}

static void __exit later_exit(void)
{
	if (full)
		unregister_kprobe(&before_reading);
}

module_init(later_init);
module_exit(later_exit);

MODULE_DESCRIPTION("The future, for listenq's tests");
MODULE_LICENSE("GPL");
