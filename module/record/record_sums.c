// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/string.h>

#include "record/pending.h"
#include "record/record_private.h"
#include "record/unknown.h"

static const struct lq_slot *slot_of_cpu(const struct lq_record *record,
					 int cpu)
{
	/* Pairs with the cmpxchg() in lq_record_make_slot(). */
	return smp_load_acquire(&record->slot[cpu]);
}

static void add_each(const struct lq_record *record, struct lq_sums *sums)
{
	int cpu;

	lq_sums_add_totals(sums, &record->shared);
	for_each_possible_cpu(cpu) {
		const struct lq_slot *slot = slot_of_cpu(record, cpu);

		if (!slot)
			continue;
		lq_pending_add(sums, slot, cpu);
		lq_sums_add(sums, slot);
	}
}

void lq_record_add_slots(const struct lq_record *record, struct lq_sums *sums)
{
	u64 before[LQ_NR_COUNTS];
	int begun;

	memcpy(before, sums->count, sizeof(before));
	do {
		memcpy(sums->count, before, sizeof(before));
		begun = lq_shared_begin(&record->shared);
		add_each(record, sums);
	} while (lq_shared_retry(&record->shared, begun));
	sums->unknown |= lq_unknown_counts(record->ipv6);
	sums->count[LQ_COUNT_expired] -= sums->count[LQ_COUNT_expired_undone];
	sums->count[LQ_COUNT_expired_undone] = 0;
}

struct lq_origin lq_record_origin(const struct lq_record *record)
{
	return data_race(record->origin);	/* backlog_asked may change */
}

static void add_waits(const struct lq_record *record, enum lq_wait wait,
		      struct lq_waits *waits)
{
	int cpu;

	memset(waits, 0, sizeof(*waits));
	lq_waits_add_totals(waits, &record->shared, wait);
	for_each_possible_cpu(cpu) {
		const struct lq_slot *slot = slot_of_cpu(record, cpu);

		if (slot)
			lq_waits_add(waits, slot, wait);
	}
}

bool lq_record_waits(const struct lq_record *record, enum lq_wait wait,
		     struct lq_waits *waits)
{
	int begun;

	do {
		begun = lq_shared_begin(&record->shared);
		add_waits(record, wait, waits);
	} while (lq_shared_retry(&record->shared, begun));
	return !(lq_unknown_columns(record->ipv6) & lq_wait_counted(wait));
}

u64 lq_record_accepted(const struct lq_record *record)
{
	u64 accepted;
	int begun, cpu;

	do {
		begun = lq_shared_begin(&record->shared);
		accepted = lq_shared_total(&record->shared,
					   LQ_COUNT_accepted);
		for_each_possible_cpu(cpu) {
			const struct lq_slot *slot = slot_of_cpu(record, cpu);

			if (slot)
				accepted += READ_ONCE(slot->count[LQ_COUNT_accepted]);
		}
	} while (lq_shared_retry(&record->shared, begun));
	return accepted;
}

void lq_record_sum(const struct lq_record *record, struct lq_depths now,
		   struct lq_sums *sums)
{
	memset(sums, 0, sizeof(*sums));
	sums->peak = now;
	sums->peak60 = now;
	lq_peaks_highest(&record->shared.peaks, &sums->peak);
	lq_peaks_recent(&record->shared.peaks, &sums->peak60);
	lq_record_add_slots(record, sums);
}

unsigned long lq_record_run_from(const struct lq_record *record,
				 unsigned long after)
{
	unsigned long first = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		const struct lq_slot *slot = slot_of_cpu(record, cpu);
		unsigned long from = slot ? READ_ONCE(slot->run_from) : 0;

		if (!from || (after && !time_after(from, after)))
			continue;
		if (!first || time_before(from, first))
			first = from;
	}
	return first;
}

void lq_record_peak_since(const struct lq_record *record, u32 from,
			  struct lq_depths *peak)
{
	lq_peaks_since(&record->shared.peaks, from, peak);
}

struct lq_listening lq_record_local(const struct lq_record *record)
{
	return (struct lq_listening){
		.at = record->shared.local,
		.ipv6 = record->ipv6,
	};
}
