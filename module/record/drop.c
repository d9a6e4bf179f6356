// SPDX-License-Identifier: GPL-2.0-only
/*
 * A ring for each CPU, written in softirqs, which one CPU runs one after the
 * other. An entry says by its serial number whether it is whole.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "kernel/limit.h"
#include "record/drop.h"

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
	smp_wmb();	/* not whole, before any of it changes */
	return entry;
}

static void ring_end(struct ring *ring, struct ring_entry *entry)
{
	/* Whole again, after all of it has changed; see lq_drop_read(). */
	smp_store_release(&entry->serial, ring->written + 1);
	WRITE_ONCE(ring->written, ring->written + 1);
}

void lq_drop_note(const struct sock *sk, enum lq_count cause,
		     struct lq_depths depths, const struct lq_endpoint *remote,
		     unsigned long age)
{
	struct ring *ring = this_cpu_read(rings);
	struct ring_entry *entry = ring_begin(ring);
	struct lq_drop *drop = &entry->drop;

	drop->at = ktime_get_ns() - jiffies64_to_nsecs(age);
	drop->synq_limit = lq_limit_synq(sk);
	drop->acceptq_limit = lq_limit_acceptq(sk);
	drop->depths = depths;
	drop->local = lq_endpoint_local(sk);
	drop->remote = *remote;
	drop->netns = sock_net(sk)->ns.inum;
	drop->cause = cause;
	ring_end(ring, entry);
	if (cause == LQ_COUNT_expired)
		trace_listenq_expire(drop);
	else
		trace_listenq_drop(drop);
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

u64 lq_drop_overwritten(void)
{
	u64 overwritten = 0;
	int cpu;

	for_each_possible_cpu(cpu) {
		u64 written = READ_ONCE(per_cpu(rings, cpu)->written);

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
	/* What is written meanwhile, the second look at the serial finds. */
	*copy = data_race(entry->drop);
	smp_rmb();	/* the copy before the second look */
	return READ_ONCE(entry->serial) == serial;
}
