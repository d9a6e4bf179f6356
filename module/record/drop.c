// SPDX-License-Identifier: GPL-2.0-only
/*
 * A ring for each CPU, written in softirqs, which one CPU runs one after the
 * other. An entry says by its serial number whether it is whole.
 */
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>
#include <linux/sort.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "kernel/limit.h"
#include "record/drop.h"

#define CREATE_TRACE_POINTS
#include "record/trace.h"

#define RING_ENTRIES 128

struct ring {
	u64 written;
	struct ring_entry {
		u64 serial;		/* 0 while it is being written */
		struct lq_drop drop;
	} entry[RING_ENTRIES];
};

static DEFINE_PER_CPU(struct ring *, rings);

#define NAME_OF_TEXT(name)
#define NAME_OF_ID(name)
#define NAME_OF_GAUGE(name)
#define NAME_OF_PEAK(name)
#define NAME_OF_AGE(name)
#define NAME_OF_COUNT(name)	[LQ_COUNT_##name] = #name,
#define NAME_OF_DROP(name)	NAME_OF_COUNT(name)
#define NAME_OF(name, kind, help) NAME_OF_##kind(name)
static const char * const names[LQ_NR_COUNTS] = {
	LQ_LISTENER_COLUMNS(NAME_OF)
};

const char *lq_drop_cause(unsigned int cause)
{
	return names[cause];
}

static struct ring_entry *ring_begin(struct ring *ring)
{
	struct ring_entry *entry = &ring->entry[ring->written % RING_ENTRIES];

	WRITE_ONCE(entry->serial, 0);
	smp_wmb();	/* not whole, before any of it changes */
	return entry;
}

static void ring_end(struct ring *ring, struct ring_entry *entry)
{
	/* Whole again, after all of it has changed; see ring_read(). */
	smp_store_release(&entry->serial, ring->written + 1);
	WRITE_ONCE(ring->written, ring->written + 1);
}

static bool ring_read(const struct ring_entry *entry, struct lq_drop *copy)
{
	/* Pairs with ring_end() and ring_begin(), as does the barrier below. */
	u64 serial = smp_load_acquire(&entry->serial);

	if (!serial)
		return false;
	/* What is written meanwhile, the second look at the serial finds. */
	*copy = data_race(entry->drop);
	smp_rmb();	/* the copy before the second look */
	return READ_ONCE(entry->serial) == serial;
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

		if (written > RING_ENTRIES)
			overwritten += written - RING_ENTRIES;
	}
	return overwritten;
}

static size_t copy_rings(struct lq_drop *copy)
{
	size_t n = 0;
	int cpu, i;

	for_each_possible_cpu(cpu)
		for (i = 0; i < RING_ENTRIES; i++)
			if (ring_read(&per_cpu(rings, cpu)->entry[i], &copy[n]))
				n++;
	return n;
}

static int older_first(const void *a, const void *b)
{
	const struct lq_drop *left = a, *right = b;

	return left->at < right->at ? -1 : left->at > right->at;
}

static void show_drop(struct seq_file *seq, const struct lq_drop *drop,
			 u64 now)
{
	char local[LQ_ENDPOINT_TEXT], remote[LQ_ENDPOINT_TEXT];

	seq_printf(seq, "%10llu %10u %-21s %-21s %-19s %8u %10llu %8u %13llu\n",
		   (now - drop->at) / NSEC_PER_MSEC, drop->netns,
		   lq_endpoint_text(local, &drop->local, false),
		   lq_endpoint_text(remote, &drop->remote, false),
		   lq_drop_cause(drop->cause),
		   drop->depths.synq, drop->synq_limit,
		   drop->depths.acceptq, drop->acceptq_limit);
}

#define TOKEN(name, kind, help) #name,

static void show_header(struct seq_file *seq)
{
	static const char * const tokens[] = { LQ_DROP_COLUMNS(TOKEN) };

	seq_printf(seq, "# listenq-drops %d\n", LQ_FORMAT);
	seq_printf(seq, "%10s %10s %-21s %-21s %-19s %8s %10s %8s %13s\n",
		   tokens[0], tokens[1], tokens[2], tokens[3], tokens[4],
		   tokens[5], tokens[6], tokens[7], tokens[8]);
}

int lq_drop_show(struct seq_file *seq, void *unused)
{
	struct lq_drop *copy;
	size_t n, i;
	u64 now;

	copy = kvcalloc(num_possible_cpus() * RING_ENTRIES, sizeof(*copy),
			GFP_KERNEL_ACCOUNT);
	if (!copy)
		return -ENOMEM;
	n = copy_rings(copy);
	sort(copy, n, sizeof(*copy), older_first, NULL);
	now = ktime_get_ns();
	show_header(seq);
	for (i = 0; i < n; i++)
		show_drop(seq, &copy[i], now);
	kvfree(copy);
	return 0;
}
