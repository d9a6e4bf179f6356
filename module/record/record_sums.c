// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cpumask.h>
#include <linux/string.h>

#include "record/pending.h"
#include "record/record_private.h"
#include "record/unknown.h"

static const struct lq_slot *slot_of_cpu(const struct lq_record *record,
					 int cpu)
{
	/* Pairs with the cmpxchg() in slot_make(), record.c. */
	return smp_load_acquire(&record->slot[cpu]);
}

void lq_record_add_slots(const struct lq_record *record, struct lq_sums *sums)
{
	int cpu;

	sums->unknown |= lq_unknown_counts(record->ipv6);
	for_each_possible_cpu(cpu) {
		const struct lq_slot *slot = slot_of_cpu(record, cpu);

		if (!slot)
			continue;
		lq_pending_add(sums, slot, cpu);
		lq_sums_add(sums, slot);
	}
	sums->count[LQ_COUNT_expired] -= sums->count[LQ_COUNT_expired_undone];
	sums->count[LQ_COUNT_expired_undone] = 0;
}

struct lq_origin lq_record_origin(const struct lq_record *record)
{
	return data_race(record->origin);	/* backlog_asked may change */
}

bool lq_record_waits(const struct lq_record *record, enum lq_wait wait,
		     struct lq_waits *waits)
{
	int cpu;

	memset(waits, 0, sizeof(*waits));
	for_each_possible_cpu(cpu) {
		const struct lq_slot *slot = slot_of_cpu(record, cpu);

		if (slot)
			lq_waits_add(waits, slot, wait);
	}
	return !(lq_unknown_columns(record->ipv6) & lq_wait_counted(wait));
}

void lq_record_sum(const struct lq_record *record, struct lq_depths now,
		   struct lq_sums *sums)
{
	memset(sums, 0, sizeof(*sums));
	sums->peak = now;
	sums->peak60 = now;
	lq_depths_raise(&sums->peak, record->first);
	if (lq_span_now() - record->first_span < LQ_NR_SPANS)
		lq_depths_raise(&sums->peak60, record->first);
	lq_record_add_slots(record, sums);
}
