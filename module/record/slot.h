/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A slot: the part of a record that one CPU writes, with preemption off:
 * counts, times, waits. Readers on other CPUs rely on loads and stores of a
 * number being atomic.
 *
 * A machine may have a hundred CPUs and thousands of listeners: a slot is small.
 * A column that is a COUNT takes two bytes of it.
 */
#ifndef LQ_SLOT_H
#define LQ_SLOT_H

#include <linux/atomic.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/types.h>

#include "kernel/endpoint.h"
#include "record/column.h"
#include "record/hist.h"
#include "record/peak.h"

/*
 * A counter for each COUNT and DROP column, and below them those that are
 * needed to compare the sums with the kernel's own counters only.
 */
#define LQ_COUNT_OF(name, kind, ...) LQ_IF_COUNT(kind)( \
	LQ_COUNT_##name, \
)
enum lq_count {
	LQ_LISTENER_COLUMNS(LQ_COUNT_OF)
	LQ_COUNT_wanted_cookie,	/* SYNs that were to get one, dropped or not */
	LQ_COUNT_cookies_valid,	/* came back valid, dropped or not */
	LQ_COUNT_extra_child,	/* sockets made for a final ACK in vain, or migrated */
	LQ_COUNT_expired_undone,	/* expired, but another CPU was quicker */
	LQ_COUNT_clients_syn,	/* clients that lost a SYN, see record/client.h */
	LQ_COUNT_clients_ack,	/* and a final ACK */
	LQ_COUNT_clients_syn_unknown,	/* of these, forgotten: in the same order */
	LQ_COUNT_clients_ack_unknown,
	LQ_NR_COUNTS
};

#define LQ_DROP_OF(name, kind, ...) LQ_IF_DROP(kind)( \
	| BIT_ULL(LQ_COUNT_##name) \
)

/**
 * lq_count_drops() - get the set of counts that are DROP columns
 *
 * Context: any.
 * Return: a set of enum lq_count, a constant.
 */
static inline u64 lq_count_drops(void)
{
	return 0 LQ_LISTENER_COLUMNS(LQ_DROP_OF);
}

/**
 * lq_count_column() - get the column that is unknown whenever a count is
 * @count: enum lq_count; one without a column needs the same probes as one with
 *	a column
 *
 * Context: any.
 * Return: a set of that one column.
 */
lq_columns lq_count_column(unsigned int count);

enum lq_wait {
	LQ_WAIT_HANDSHAKE,	/* first SYN-ACK to final ACK */
	LQ_WAIT_ACCEPT,		/* final ACK to accept() */
	LQ_NR_WAITS
};

/**
 * lq_wait_counted() - get the column that counts the connections that waited
 * @wait: the kind of wait
 *
 * Context: any.
 * Return: a set of that one column.
 */
static inline lq_columns lq_wait_counted(enum lq_wait wait)
{
	return wait == LQ_WAIT_ACCEPT ? LQ_COLUMN(accepted) :
					LQ_COLUMN(completed);
}

/*
 * What slots hold no more: a slot has small counters, and moves one that is
 * half full here. Made when the first one is.
 */
struct lq_totals {
	atomic64_t count[LQ_NR_COUNTS];
	atomic64_t waited[LQ_NR_WAITS][LQ_HIST_COUNTS];
};

/*
 * What the slots of a record have in common. Nothing here is written for an
 * ordinary packet.
 */
struct lq_shared {
	struct lq_totals *totals;	/* NULL: nothing has been moved yet */
	atomic_t moves_begun;		/* numbers of moves to the totals */
	atomic_t moves_ended;
	struct lq_endpoint local;	/* port 0: not known yet */
	struct lq_peaks peaks;
};

/* A run of drops and cookies ends when there was none for this long. */
#define LQ_RUN		(10 * HZ)

struct lq_slot {
	struct lq_shared *shared;	/* by all slots of the record */
	unsigned long accepted_at;	/* jiffies, 0: never; all five */
	unsigned long dropped_at;
	unsigned long cookies_from;	/* the first of this run of cookies */
	unsigned long cookies_at;	/* the last */
	unsigned long run_from;		/* the first of this run of drops and cookies */
	u16 count[LQ_NR_COUNTS];
	u8 waited[LQ_NR_WAITS][LQ_HIST_COUNTS];
};

/* listenq(5) says how much memory a listener takes. */
#define LQ_SLOT_MAX 256
static_assert(sizeof(struct lq_slot) <= LQ_SLOT_MAX);

/* From these on a counter of a slot has to be moved, and may wait as long again. */
#define LQ_COUNT_MOVES	BIT(15)
#define LQ_WAITED_MOVES	BIT(7)

/**
 * lq_slot_move() - move a count that is half full to the totals
 * @slot: the slot of this CPU
 * @count: enum lq_count
 *
 * The slow path of lq_slot_inc().
 *
 * Context: preemption off.
 */
void lq_slot_move(struct lq_slot *slot, unsigned int count);

/**
 * lq_slot_inc() - increment a count
 * @slot: the slot of this CPU
 * @count: enum lq_count; one that is incremented with softirqs on must not be
 *	incremented by a softirq
 *
 * Context: preemption off.
 */
static inline void lq_slot_inc(struct lq_slot *slot, unsigned int count)
{
	u16 n = slot->count[count] + 1;

	WRITE_ONCE(slot->count[count], n);
	if (unlikely(n & LQ_COUNT_MOVES))
		lq_slot_move(slot, count);
}

/* The slots of a record, added up. */
struct lq_sums {
	u64 unknown;		/* set of enum lq_count, for want of a probe */
	u64 count[LQ_NR_COUNTS];
	struct lq_depths peak;
	struct lq_depths peak60;
	unsigned long accepted_at;
	unsigned long dropped_at;
	unsigned long cookies_from;
	unsigned long cookies_at;
};

struct lq_waits {
	u64 count[LQ_HIST_COUNTS];
};

/**
 * lq_moment() - get the current time in jiffies, as a number that is not 0
 *
 * Context: any.
 * Return: jiffies; 1 instead of 0.
 */
static inline unsigned long lq_moment(void)
{
	return jiffies ?: 1;
}

/**
 * lq_slot_see() - note the depths of both queues
 * @slot: the slot of this CPU
 * @seen: the depths
 *
 * Context: any.
 */
static inline void lq_slot_see(struct lq_slot *slot, struct lq_depths seen)
{
	lq_peaks_see(&slot->shared->peaks, seen);
}

/**
 * lq_slot_move_waited() - move a bucket that is half full to the totals
 * @slot: the slot of this CPU
 * @wait: the kind of wait
 * @i: the number of the bucket
 *
 * The slow path of lq_slot_wait().
 *
 * Context: preemption off.
 */
void lq_slot_move_waited(struct lq_slot *slot, enum lq_wait wait,
			 unsigned int i);

/**
 * lq_slot_wait() - note how long a connection waited
 * @slot: the slot of this CPU
 * @wait: the kind of wait
 * @since: its beginning, us of CLOCK_MONOTONIC; 0 if unknown
 *
 * Context: preemption off.
 */
static __always_inline void lq_slot_wait(struct lq_slot *slot,
					 enum lq_wait wait, u64 since)
{
	unsigned int i = LQ_HIST_UNKNOWN;
	u8 n;

	if (since) {
		u64 now = ktime_get_ns() / NSEC_PER_USEC;

		if (since <= now)
			i = lq_hist_bucket(now - since);
	}
	n = slot->waited[wait][i] + 1;
	WRITE_ONCE(slot->waited[wait][i], n);
	if (unlikely(n & LQ_WAITED_MOVES))
		lq_slot_move_waited(slot, wait, i);
}

/**
 * lq_slot_cookie() - note when a cookie was sent
 * @slot: the slot of this CPU
 * @moment: jiffies at that time
 *
 * Context: softirqs off.
 */
void lq_slot_cookie(struct lq_slot *slot, unsigned long moment);

/**
 * lq_slot_dropped() - note when a packet was dropped
 * @slot: the slot of this CPU
 * @moment: jiffies at that time
 *
 * Context: softirqs off.
 */
void lq_slot_dropped(struct lq_slot *slot, unsigned long moment);

/**
 * lq_shared_begin() - begin to add up the slots of a record
 * @shared: what they share
 *
 * Waits, with interrupts on, while another CPU moves a count.
 *
 * Context: any.
 * Return: for lq_shared_retry().
 */
int lq_shared_begin(const struct lq_shared *shared);

/**
 * lq_shared_retry() - say whether the slots have to be added up again, because
 *	a count was moved from one to the totals meanwhile
 * @shared: what they share
 * @begun: from lq_shared_begin()
 *
 * Context: any.
 * Return: true if so.
 */
bool lq_shared_retry(const struct lq_shared *shared, int begun);

/**
 * lq_shared_total() - get the part of a count that is in the totals
 * @shared: the totals are in it
 * @count: enum lq_count
 *
 * Context: any; between lq_shared_begin() and lq_shared_retry().
 * Return: that part.
 */
u64 lq_shared_total(const struct lq_shared *shared, enum lq_count count);

/**
 * lq_sums_add_totals() - add the totals of a record to the sums
 * @sums: the sums
 * @shared: the totals are in it
 *
 * Context: any; between lq_shared_begin() and lq_shared_retry().
 */
void lq_sums_add_totals(struct lq_sums *sums, const struct lq_shared *shared);

/**
 * lq_waits_add_totals() - add a histogram of the totals to the sums
 * @waits: the sums
 * @shared: the totals are in it
 * @wait: the kind of wait
 *
 * Context: any; between lq_shared_begin() and lq_shared_retry().
 */
void lq_waits_add_totals(struct lq_waits *waits, const struct lq_shared *shared,
			 enum lq_wait wait);

/**
 * lq_sums_add() - add the times of a slot to the sums
 * @sums: the sums
 * @slot: the slot; its CPU may be writing it
 *
 * lq_pending_add() adds the counts, including pending ones.
 *
 * Context: any.
 */
void lq_sums_add(struct lq_sums *sums, const struct lq_slot *slot);

/**
 * lq_sums_dropped() - note when a packet was dropped
 * @sums: the sums
 * @moment: jiffies at that time
 *
 * Context: any.
 */
void lq_sums_dropped(struct lq_sums *sums, unsigned long moment);

/**
 * lq_sums_cookie() - note when a cookie was sent
 * @sums: the sums
 * @moment: jiffies at that time
 *
 * Context: any.
 */
void lq_sums_cookie(struct lq_sums *sums, unsigned long moment);

/**
 * lq_waits_add() - add a histogram of a slot to the sums
 * @waits: the sums
 * @slot: the slot; its CPU may be writing it
 * @wait: the kind of wait
 *
 * Context: any.
 */
void lq_waits_add(struct lq_waits *waits, const struct lq_slot *slot,
		  enum lq_wait wait);

#endif /* LQ_SLOT_H */
