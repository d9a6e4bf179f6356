// SPDX-License-Identifier: GPL-2.0-only
#include <linux/atomic.h>
#include <linux/bottom_half.h>
#include <linux/cpu.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>

#include "record/loss.h"
#include "record/netns_sums.h"
#include "record/record_private.h"
#include "record/reserve.h"

/* No slot is made before: see lq_record_start_slots(). */
static DEFINE_PER_CPU(bool, counting);

/* A softirq may have made it meanwhile: returns that one then. */
struct lq_slot *lq_record_make_slot(struct lq_record *record,
				    struct lq_slot **place)
{
	struct lq_slot *slot, *other;

	if (unlikely(!this_cpu_read(counting)))
		return NULL;
	slot = lq_reserve_take(LQ_RESERVE_SLOT);
	if (!slot) {
		lq_loss_note(LQ_LOSS_NO_MEMORY);
		return NULL;
	}
	slot->shared = &record->shared;
	other = cmpxchg(place, NULL, slot);
	if (!other) {
		atomic_inc(&record->parts);
		return slot;
	}
	lq_reserve_give(LQ_RESERVE_SLOT, slot);
	return other;
}

static void start_counting(int cpu)
{
	lq_netns_sums_begin(cpu);
	per_cpu(counting, cpu) = true;
}

/*
 * With softirqs off no packet is being handled on this CPU: what the kernel
 * counts here after it, and nothing before, meets all hooks.
 */
static long start_here(void *unused)
{
	local_bh_disable();
	start_counting(smp_processor_id());
	local_bh_enable();
	return 0;
}

void lq_record_start_slots(void)
{
	int cpu;

	cpus_read_lock();
	for_each_possible_cpu(cpu)
		if (cpu_online(cpu))
			work_on_cpu(cpu, start_here, NULL);
		else
			start_counting(cpu);	/* it handles nothing */
	cpus_read_unlock();
}
