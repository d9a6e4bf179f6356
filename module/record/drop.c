// SPDX-License-Identifier: GPL-2.0-only
/*
 * A ring for each CPU, written with softirqs off, that is, by one writer at a
 * time. A reader knows by the serial number of an entry whether it is complete.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "record/drop.h"
#include "record/pending.h"

#define CREATE_TRACE_POINTS
#include "record/trace.h"

struct ring {
	u64 written;
	struct ring_entry {
		u64 serial;		/* 0 while it is being written */
		struct lq_drop drop;
	} entry[LQ_DROPS_PER_CPU];
};

static DEFINE_PER_CPU(struct ring *, rings);

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

static struct ring_entry *ring_begin(struct ring *ring)
{
	struct ring_entry *entry = &ring->entry[ring->written % LQ_DROPS_PER_CPU];

	WRITE_ONCE(entry->serial, 0);
	smp_wmb();	/* incomplete, before any member changes */
	return entry;
}

static void ring_end(struct ring *ring, struct ring_entry *entry)
{
	/* Complete, after all members have changed; see lq_drop_read(). */
	smp_store_release(&entry->serial, ring->written + 1);
	WRITE_ONCE(ring->written, ring->written + 1);
}

struct lq_drop *lq_drop_begin(void)
{
	return &ring_begin(this_cpu_read(rings))->drop;
}

void lq_drop_end(struct lq_drop *drop, const struct net *traced)
{
	ring_end(this_cpu_read(rings),
		 container_of(drop, struct ring_entry, drop));
	if (!traced)
		return;
	if (drop->cause == LQ_COUNT_expired)
		trace_listenq_expire(drop, traced);
	else
		trace_listenq_drop(drop, traced);
}

void lq_drop_uninit(void)
{
	int cpu;

	for_each_possible_cpu(cpu)
		kvfree(per_cpu(rings, cpu));
}

int lq_drop_init(void)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		struct ring *ring = kvzalloc(sizeof(*ring), GFP_KERNEL);

		if (!ring) {
			lq_drop_uninit();
			return -ENOMEM;
		}
		per_cpu(rings, cpu) = ring;
	}
	return 0;
}

u64 lq_drop_written(unsigned int cpu)
{
	return READ_ONCE(per_cpu(rings, cpu)->written);
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
	const struct ring_entry *entry = &per_cpu(rings, cpu)->entry[i];
	/* Pairs with ring_end() and ring_begin(), as does the barrier below. */
	u64 serial = smp_load_acquire(&entry->serial);

	if (!serial)
		return false;
	/* If it is overwritten meanwhile the serial number changes. */
	*copy = data_race(entry->drop);
	smp_rmb();	/* copy before reading the serial number again */
	return READ_ONCE(entry->serial) == serial;
}
