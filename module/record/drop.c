// SPDX-License-Identifier: GPL-2.0-only
/*
 * A ring for each CPU, written with softirqs off, that is, by one writer at a
 * time. A reader knows by the serial number of an entry whether it is complete.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/percpu.h>

#include "record/drop.h"
#include "record/pending.h"

#define CREATE_TRACE_POINTS
#include "record/trace.h"

DEFINE_PER_CPU(struct lq_drop_ring *, lq_drop_rings);

#define NAME(name, kind, ...) LQ_IF_COUNT(kind)( \
	[LQ_COUNT_##name] = #name, \
)
static const char * const names[LQ_NR_COUNTS] = {
	LQ_LISTENER_COLUMNS(NAME)
};

const char *lq_drop_cause(unsigned int cause)
{
	return names[cause];
}

void lq_drop_end(void)
{
	struct lq_drop_ring *ring = this_cpu_read(lq_drop_rings);
	struct lq_drop *drop = ring->next, *next = drop + 1;

	if (next == ring->drop + ARRAY_SIZE(ring->drop))
		next = ring->drop;
	/* Complete, after all members have changed; see lq_drop_read(). */
	smp_store_release(&drop->serial, ring->written + 1);
	WRITE_ONCE(ring->written, ring->written + 1);
	WRITE_ONCE(next->serial, 0);
	smp_wmb();	/* incomplete, before any member changes */
	WRITE_ONCE(ring->next, next);
}

void lq_drop_trace(const struct lq_drop *drop, const struct net *net)
{
	if (drop->cause == LQ_COUNT_expired)
		trace_listenq_expire(drop, net);
	else
		trace_listenq_drop(drop, net);
}

void lq_drop_uninit(void)
{
	int cpu;

	for_each_possible_cpu(cpu)
		kvfree(per_cpu(lq_drop_rings, cpu));
}

int lq_drop_init(void)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		struct lq_drop_ring *ring = kvzalloc(sizeof(*ring), GFP_KERNEL);

		if (!ring) {
			lq_drop_uninit();
			return -ENOMEM;
		}
		ring->next = ring->drop;
		per_cpu(lq_drop_rings, cpu) = ring;
	}
	return 0;
}

u64 lq_drop_written(unsigned int cpu)
{
	return READ_ONCE(per_cpu(lq_drop_rings, cpu)->written);
}

u64 lq_drop_overwritten(void)
{
	u64 overwritten = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		struct lq_drop pending;
		u64 written = lq_drop_written(cpu) +
			      lq_pending_drop(&pending, cpu);

		if (written > LQ_DROPS_PER_CPU)
			overwritten += written - LQ_DROPS_PER_CPU;
	}
	return overwritten;
}

bool lq_drop_read(unsigned int cpu, unsigned int i, struct lq_drop *copy)
{
	const struct lq_drop *drop = &per_cpu(lq_drop_rings, cpu)->drop[i];
	/* Pairs with lq_drop_end(), as does the barrier below. */
	u64 serial = smp_load_acquire(&drop->serial);

	if (!serial)
		return false;
	/* If it is overwritten meanwhile the serial number changes. */
	*copy = data_race(*drop);
	smp_rmb();	/* copy before reading the serial number again */
	return READ_ONCE(drop->serial) == serial;
}
