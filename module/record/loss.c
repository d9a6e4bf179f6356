// SPDX-License-Identifier: GPL-2.0-only
#include <linux/percpu.h>

#include "record/loss.h"

struct losses {
	u64 of[LQ_NR_LOSSES];
};

static DEFINE_PER_CPU(struct losses, losses);

void lq_loss_note(enum lq_loss loss)
{
	this_cpu_inc(losses.of[loss]);
}

u64 lq_loss_sum(enum lq_loss loss)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu(losses, cpu).of[loss]);
	return sum;
}
