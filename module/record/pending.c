// SPDX-License-Identifier: GPL-2.0-only
/*
 * The kernel's counters are per CPU and namespace. Every packet that increments
 * one of those read here hits a probe on its CPU first, except SYNs that are
 * dropped before tcp_conn_request() (to a broadcast address, by SMC). Such a
 * SYN can be taken for the outcome of the packet before it only if that packet
 * neither succeeded nor was counted: a copy of one that another CPU handled
 * first.
 */
#include <linux/bottom_half.h>
#include <linux/cpu.h>
#include <linux/interrupt.h>
#include <linux/jiffies.h>
#include <linux/workqueue.h>
#include <net/ip.h>

#include "kernel/limit.h"
#include "record/client.h"
#include "record/drop.h"
#include "record/ended.h"
#include "record/pending.h"
#include "record/trace.h"
#include "record/unknown.h"
#include "record/wake.h"

/* After this time a softirq is certainly done with a packet. */
#define DONE_AFTER	(3 * HZ / 8)

DEFINE_PER_CPU_ALIGNED(struct lq_pending, lq_pending);

/* Settles without waiting for a next packet if a tracepoint is enabled. */
static DEFINE_PER_CPU(struct tasklet_struct, prompt);

/* Settles from another CPU: with softirqs off the kernel is done with a packet. */
static DEFINE_PER_CPU(struct work_struct, settling);

/* Says whether one of the kernel's counters has changed. */
static __always_inline bool has_moved(const struct lq_pending *pending,
				      enum lq_pending_kind kind, unsigned int i)
{
	return READ_ONCE(pending->mibs[lq_witnesses[kind][i]]) !=
	       pending->before[i];
}

#define syn_has(pending, what) has_moved(pending, LQ_PENDING_SYN, LQ_SYN_##what)
#define ack_has(pending, what) has_moved(pending, LQ_PENDING_ACK, LQ_ACK_##what)
#define cookie_has(pending, what) \
	has_moved(pending, LQ_PENDING_COOKIE, LQ_COOKIE_##what)

#define COUNT(name) BIT_ULL(LQ_COUNT_##name)

/* @done: the kernel is done with the packet; decides where no counter does. */
static __always_inline u64 outcome_of_syn(const struct lq_pending *pending,
					  bool done)
{
	u64 outcome = syn_has(pending, WANTED_COOKIE) ? COUNT(wanted_cookie) : 0;

	if (syn_has(pending, DROPPED)) {
		if (syn_has(pending, NO_COOKIE))
			return outcome | COUNT(syn_synq_full);
		if (syn_has(pending, OVERFLOW))
			return outcome | COUNT(syn_acceptq_full);
		return outcome | (pending->last_quarter ?
				  COUNT(syn_last_quarter) : COUNT(syn_other));
	}
	if (syn_has(pending, COOKIE))
		return outcome | COUNT(cookies);
	return done ? outcome | COUNT(syn_duplicate) : outcome;
}

/*
 * tcp_create_openreq_child() (net/ipv4/tcp_minisocks.c) counts a socket that
 * may still be dropped, belong to an MPTCP subflow, or be made twice.
 */
static u64 outcome_of_ack(const struct lq_pending *pending, bool done)
{
	u64 outcome = 0;

	if (ack_has(pending, DROPPED)) {
		if (!ack_has(pending, OVERFLOW))
			outcome = COUNT(ack_other);
		else
			outcome = pending->of_synq ? COUNT(ack_acceptq_full) :
						     COUNT(cookie_acceptq_full);
		done = true;
	}
	if (done && READ_ONCE(*pending->opens) != pending->opens_before)
		outcome |= COUNT(extra_child);
	return outcome;
}

static u64 outcome_of_cookie(const struct lq_pending *pending, bool done)
{
	if (cookie_has(pending, BAD))
		return COUNT(cookies_bad);
	if (!cookie_has(pending, VALID))
		return 0;
	return done ? COUNT(cookies_valid) | COUNT(cookie_other) :
		      COUNT(cookies_valid);
}

static u64 outcome_of_removal(const struct lq_pending *pending)
{
	u64 outcome = 0;

	if (has_moved(pending, LQ_PENDING_REMOVAL, LQ_REMOVAL_RESET))
		outcome = BIT_ULL(pending->cause);
	else if (has_moved(pending, LQ_PENDING_REMOVAL, LQ_REMOVAL_ICMP))
		outcome = COUNT(ended_icmp);
	if (outcome && pending->deferred)
		outcome |= COUNT(deferred);
	return outcome;
}

static noinline u64 outcome_of_other(const struct lq_pending *pending, bool done)
{
	switch (pending->kind) {
	case LQ_PENDING_ACK:
		return outcome_of_ack(pending, done);
	case LQ_PENDING_COOKIE:
		return outcome_of_cookie(pending, done);
	case LQ_PENDING_RESEND:
		return done ? COUNT(expired) : 0;
	case LQ_PENDING_MIGRATION:
		return has_moved(pending, LQ_PENDING_MIGRATION, 0) ?
		       COUNT(migrated_in) : 0;
	case LQ_PENDING_REMOVAL:
		return outcome_of_removal(pending);
	}
	return 0;
}

/*
 * Computes the set of counts that a packet increments. Under a flood these are
 * SYNs.
 */
static __always_inline u64 outcome_of(const struct lq_pending *pending,
				      bool done)
{
	if (unlikely(!check_net(pending->net)))
		return 0;
	if (likely(pending->kind == LQ_PENDING_SYN))
		return outcome_of_syn(pending, done);
	return outcome_of_other(pending, done);
}

void lq_pending_settle_soon(void)
{
	this_cpu_write(lq_pending.traced, true);
	tasklet_schedule(this_cpu_ptr(&prompt));
}

static void settle_promptly(struct tasklet_struct *tasklet)
{
	lq_pending_settle();
}

static void settle_work(struct work_struct *work)
{
	local_bh_disable();
	lq_pending_settle();
	local_bh_enable();
}

void lq_pending_settle_all(void)
{
	int cpu;

	cpus_read_lock();
	for_each_online_cpu(cpu)
		if (READ_ONCE(per_cpu(lq_pending, cpu).slot))
			schedule_work_on(cpu, per_cpu_ptr(&settling, cpu));
	for_each_online_cpu(cpu)
		flush_work(per_cpu_ptr(&settling, cpu));
	cpus_read_unlock();
}

/*
 * Finds the drop or the expiry among the counts that are incremented; 0 if
 * there is none, or if it is unknown because a probe is missing.
 */
static __always_inline enum lq_count
drop_among(u64 outcome, const struct lq_pending *pending)
{
	u64 listed = outcome & (lq_count_drops() | COUNT(expired));

	if (!listed)
		return 0;
	listed &= ~lq_unknown_counts(pending->family == AF_INET6);
	return listed ? __ffs64(listed) : 0;
}

/* Describes a drop, whose client and depths are there already. */
static __always_inline void describe(struct lq_drop *drop,
				     const struct lq_pending *pending,
				     const struct lq_slot *slot,
				     enum lq_count cause)
{
	drop->moment = pending->since;
	drop->limits = lq_limits_of(pending->net, pending->backlog);
	drop->local = slot->shared->local;
	drop->netns = pending->net->ns.inum;
	drop->ifindex = pending->ifindex;
	drop->cause = cause;
}

static __always_inline void count_outcome(struct lq_slot *slot, u64 outcome)
{
	for (; outcome; outcome &= outcome - 1)
		lq_slot_inc(slot, __ffs64(outcome));
}

/* Returns the drop, or the expiry, that it added to the ring; or NULL. */
static __always_inline const struct lq_drop *
settle(const struct lq_pending *pending, struct lq_slot *slot)
{
	u64 outcome = outcome_of(pending, true);
	enum lq_count dropped;
	struct lq_drop *drop;

	if (!outcome)
		return NULL;
	count_outcome(slot, outcome);
	if (outcome & COUNT(cookies)) {
		lq_slot_cookie(slot, pending->since);
		lq_wake();
		lq_client_back(pending, slot);
		return NULL;
	}
	if (pending->kind == LQ_PENDING_REMOVAL && pending->key &&
	    lq_ended_undo(pending->key))
		lq_slot_inc(slot, LQ_COUNT_expired_undone);
	dropped = drop_among(outcome, pending);
	if (!dropped)
		return NULL;
	if (dropped != LQ_COUNT_expired) {
		lq_slot_dropped(slot, pending->since);
		lq_wake();
		lq_client_drop(pending, slot);
	}
	drop = lq_drop_next();
	describe(drop, pending, slot, dropped);
	lq_drop_end();
	return drop;
}

void lq_pending_settle_now(void)
{
	struct lq_pending *pending = this_cpu_ptr(&lq_pending);
	const struct lq_drop *drop = NULL;
	struct lq_slot *slot;

	raw_write_seqcount_begin(&pending->changing);
	slot = xchg(&pending->slot, NULL);
	if (likely(slot))
		drop = settle(pending, slot);
	raw_write_seqcount_end(&pending->changing);
	if (unlikely(drop && pending->traced))
		lq_drop_trace(drop, pending->net);
}

void lq_pending_close_valid(struct lq_pending *pending)
{
	struct lq_slot *slot;

	raw_write_seqcount_begin(&pending->changing);
	slot = xchg(&pending->slot, NULL);
	if (slot)
		count_outcome(slot, outcome_of(pending, false));
	raw_write_seqcount_end(&pending->changing);
}

bool lq_pending_is_dropped(const struct lq_pending *pending)
{
	return ack_has(pending, DROPPED);
}

static bool is_done(const struct lq_pending *pending)
{
	return time_after(jiffies, pending->since + DONE_AFTER);
}

/*
 * Copies the packet of another CPU, which may change it, and computes the
 * outcome.
 */
static u64 outcome_for_reader(const struct lq_slot *slot,
			      const struct lq_pending *pending,
			      struct lq_pending *copy)
{
	if (READ_ONCE(pending->slot) != slot)
		return 0;
	*copy = data_race(*pending);	/* read again if it changes */
	return copy->slot == slot ? outcome_of(copy, is_done(copy)) : 0;
}

/* Adds up the counts of a slot that no packet is pending for, as most are. */
static void add_counts(struct lq_sums *sums, const struct lq_slot *slot)
{
	unsigned int i;

#pragma GCC unroll 8
	for (i = 0; i < LQ_NR_COUNTS; i++)
		sums->count[i] += READ_ONCE(slot->count[i]);
}

/* Adds up the counts of the slot that a packet is pending for. */
static void add_with_outcome(struct lq_sums *sums, const struct lq_slot *slot,
			     int cpu)
{
	const struct lq_pending *pending = per_cpu_ptr(&lq_pending, cpu);
	u64 count[LQ_NR_COUNTS], outcome, left;
	struct lq_pending copy;
	unsigned int seq, i;

	do {
		seq = raw_read_seqcount_begin(&pending->changing);
		for (i = 0; i < LQ_NR_COUNTS; i++)
			count[i] = READ_ONCE(slot->count[i]);
		outcome = outcome_for_reader(slot, pending, &copy);
	} while (read_seqcount_retry(&pending->changing, seq));
	for (i = 0; i < LQ_NR_COUNTS; i++)
		sums->count[i] += count[i];
	for (left = outcome; left; left &= left - 1)
		sums->count[__ffs64(left)]++;
	if (!outcome)
		return;
	if (drop_among(outcome & lq_count_drops(), &copy))
		lq_sums_dropped(sums, copy.since);
	if (outcome & COUNT(cookies))
		lq_sums_cookie(sums, copy.since);
}

static enum lq_count drop_for_reader(const struct lq_pending *copy)
{
	return copy->slot ?
	       drop_among(outcome_of(copy, is_done(copy)), copy) : 0;
}

void lq_pending_add(struct lq_sums *sums, const struct lq_slot *slot, int cpu)
{
	if (READ_ONCE(per_cpu(lq_pending, cpu).slot) == slot)
		add_with_outcome(sums, slot, cpu);
	else
		add_counts(sums, slot);
}

bool lq_pending_drop(struct lq_drop *drop, int cpu)
{
	const struct lq_pending *pending = per_cpu_ptr(&lq_pending, cpu);
	const struct lq_drop_ring *ring = per_cpu(lq_drop_rings, cpu);
	struct lq_pending copy;
	enum lq_count dropped;
	unsigned int seq;

	rcu_read_lock();	/* the namespace stays */
	do {
		seq = raw_read_seqcount_begin(&pending->changing);
		copy = data_race(*pending);	/* read again if it changes */
		*drop = data_race(*READ_ONCE(ring->next));	/* likewise */
		dropped = drop_for_reader(&copy);
		if (dropped)
			describe(drop, &copy, copy.slot, dropped);
	} while (read_seqcount_retry(&pending->changing, seq));
	rcu_read_unlock();
	return dropped;
}

void lq_pending_detach(struct lq_sums *sums, struct lq_slot *slot, int cpu)
{
	struct lq_pending *pending = per_cpu_ptr(&lq_pending, cpu);
	struct lq_pending copy;
	unsigned int seq;
	u64 outcome;

	do {
		seq = raw_read_seqcount_begin(&pending->changing);
		copy = data_race(*pending);	/* read again if it changes */
	} while (read_seqcount_retry(&pending->changing, seq));
	/* No packet becomes pending for this slot again: the copy is valid. */
	if (copy.slot != slot || cmpxchg(&pending->slot, slot, NULL) != slot)
		return;
	for (outcome = outcome_of(&copy, true); outcome;
	     outcome &= outcome - 1)
		sums->count[__ffs64(outcome)]++;
}

void lq_pending_forget(const struct net *net)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		struct lq_pending *pending = per_cpu_ptr(&lq_pending, cpu);

		/* No CPU opens a packet of this namespace any more. */
		if (READ_ONCE(pending->slot) && data_race(pending->net) == net)
			WRITE_ONCE(pending->slot, NULL);
	}
}

void lq_pending_init(void)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		seqcount_init(&per_cpu_ptr(&lq_pending, cpu)->changing);
		tasklet_setup(per_cpu_ptr(&prompt, cpu), settle_promptly);
		INIT_WORK(per_cpu_ptr(&settling, cpu), settle_work);
	}
}

void lq_pending_uninit(void)
{
	int cpu;

	for_each_possible_cpu(cpu)
		tasklet_kill(per_cpu_ptr(&prompt, cpu));
}
