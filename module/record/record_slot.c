// SPDX-License-Identifier: GPL-2.0-only
#include <linux/atomic.h>
#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/percpu.h>
#include <linux/smp.h>

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
 * Between two packets: what the kernel counts here after it, and nothing before,
 * meets all hooks.
 */
static void start_between_packets(void *unused)
{
	if (!softirq_count())
		start_counting(smp_processor_id());
}

static void start_anyhow(void *unused)
{
	start_counting(smp_processor_id());
}

/* How often, 100 us apart, a CPU is found handling packets before it is forced. */
#define START_TRIES	1000

/*
 * By interrupts, not by work items, which a CPU that a real-time task occupies
 * would never get to.
 */
static void start_on(int cpu)
{
	int tries;

	for (tries = 0; tries < START_TRIES; tries++) {
		smp_call_function_single(cpu, start_between_packets, NULL, true);
		if (per_cpu(counting, cpu))
			return;
		usleep_range(100, 200);
	}
	smp_call_function_single(cpu, start_anyhow, NULL, true);
}

void lq_record_start_slots(void)
{
	int cpu;

	cpus_read_lock();
	for_each_possible_cpu(cpu)
		if (cpu_online(cpu))
			start_on(cpu);
		else
			start_counting(cpu);	/* it handles nothing */
	cpus_read_unlock();
}
