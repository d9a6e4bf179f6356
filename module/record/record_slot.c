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

/*
 * The slot that this CPU used last. It is valid as long as no record has been
 * removed since: whoever finds it so is in an RCU read section that began
 * before a removal, as if it had found the record in its bucket.
 */
struct last_slot {
	const struct sock *sk;
	struct lq_slot *slot;
	unsigned long removals;
};

static DEFINE_PER_CPU(struct last_slot, last_slot);	/* softirqs */
static DEFINE_PER_CPU(struct last_slot, last_known_slot);	/* processes */

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

struct lq_slot *lq_record_slot(struct lq_record *record)
{
	struct lq_slot **place = &record->slot[smp_processor_id()];
	struct lq_slot *slot = READ_ONCE(*place);

	return likely(slot) ? slot : lq_record_make_slot(record, place);
}

static noinline struct lq_slot *find_slot(const struct sock *sk,
					  struct last_slot *last,
					  unsigned long removals)
{
	struct lq_record *record = lq_record_get(sk);
	struct lq_slot *slot;

	if (!record)
		return NULL;
	/* At its first packet a listener is bound, and its address is final. */
	if (unlikely(!smp_load_acquire(&record->shared.local.port)))
		lq_record_note_local(record, sk);
	slot = lq_record_slot(record);
	if (slot)
		*last = (struct last_slot){ sk, slot, removals };
	return slot;
}

struct lq_slot *lq_record_slot_of(const struct sock *sk)
{
	struct last_slot *last = this_cpu_ptr(&last_slot);
	/* Before the record is searched: it may be removed meanwhile. */
	unsigned long removals = READ_ONCE(lq_nr_removals);

	if (likely(last->sk == sk && last->removals == removals))
		return last->slot;
	return find_slot(sk, last, removals);
}

struct lq_slot *lq_record_slot_known(const struct sock *sk)
{
	struct last_slot *last = this_cpu_ptr(&last_known_slot);
	unsigned long removals = READ_ONCE(lq_nr_removals);
	struct lq_record *record;

	if (likely(last->sk == sk && last->removals == removals))
		return last->slot;
	record = lq_record_find(sk);
	if (!record)
		return NULL;
	last->slot = lq_record_slot(record);
	last->sk = last->slot ? sk : NULL;
	last->removals = removals;
	return last->slot;
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
