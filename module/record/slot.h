/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A slot: the part of a record that one CPU writes, with preemption off:
 * counts, peaks, waits. Readers on other CPUs rely on loads and stores of a
 * word being atomic: counts are added up, depths compared.
 */
#ifndef LQ_SLOT_H
#define LQ_SLOT_H

#include <linux/jiffies.h>
#include <linux/seqlock.h>
#include <linux/types.h>
#include <net/inet_connection_sock.h>

#include "kernel/endpoint.h"
#include "record/column.h"
#include "record/hist.h"

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

/*
 * The peaks of the last 60 s are kept in sixteen spans of 4 s, the current one
 * included: a depth is forgotten 60 to 64 s after it was last seen.
 */
#define LQ_SPAN_SHIFT	2
#define LQ_NR_SPANS	16

struct lq_depths {
	u32 synq;
	u32 acceptq;
};

/* The index of a span is its number since boot, modulo LQ_NR_SPANS. */
struct lq_window {
	u32 newest;			/* latest span in which a depth was seen */
	u16 seen;			/* bits: spans with a depth, up to that one */
	struct lq_depths peak[LQ_NR_SPANS];
};

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

struct lq_slot {
	u64 count[LQ_NR_COUNTS];
	struct lq_endpoint local;	/* port 0: not known yet */
	unsigned long accepted_at;	/* jiffies, 0: never; all four */
	unsigned long dropped_at;
	unsigned long cookies_from;	/* the first of this run of cookies */
	unsigned long cookies_at;	/* the last */
	struct lq_window window;
	struct lq_depths peak;
	seqcount_t moving;		/* a wait is counted in the high part */
	/* 32 + 8 bits: 32 alone overflow after five days of 10,000 a second. */
	u32 waited[LQ_NR_WAITS][LQ_HIST_COUNTS];
	u8 waited_high[LQ_NR_WAITS][LQ_HIST_COUNTS];
};

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
	WRITE_ONCE(slot->count[count], slot->count[count] + 1);
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
};

struct lq_waits {
	u64 count[LQ_HIST_COUNTS];
};

/**
 * lq_depths_of() - get the depths of both queues
 * @sk: a TCP socket, alive
 *
 * Context: any.
 * Return: the depths at this moment.
 */
static inline struct lq_depths lq_depths_of(const struct sock *sk)
{
	return (struct lq_depths){
		/* Negative after an RST to a migrated request (from 6.1 on). */
		.synq = max(inet_csk_reqsk_queue_len(sk), 0),
		.acceptq = READ_ONCE(sk->sk_ack_backlog),
	};
}

/**
 * lq_depths_raise() - raise a peak to the depths that were seen
 * @peak: the peak
 * @seen: the depths
 *
 * Context: any; one writer at a time.
 */
void lq_depths_raise(struct lq_depths *peak, struct lq_depths seen);

/**
 * lq_span_now() - get the number of the current span, see LQ_SPAN_SHIFT
 *
 * Context: any.
 * Return: the number, counted since boot.
 */
static inline u32 lq_span_now(void)
{
	return jiffies / (HZ << LQ_SPAN_SHIFT);
}

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
 * lq_slot_see_peak() - note depths that are a peak, or the first of a span
 * @slot: the slot of this CPU
 * @seen: the depths
 * @now: lq_span_now()
 *
 * The slow path of lq_slot_see().
 *
 * Context: preemption off.
 */
void lq_slot_see_peak(struct lq_slot *slot, struct lq_depths seen, u32 now);

/**
 * lq_slot_see() - note the depths of both queues
 * @slot: the slot of this CPU
 * @seen: the depths, which are usually not a peak, not even of their span
 *
 * Context: preemption off.
 */
static inline void lq_slot_see(struct lq_slot *slot, struct lq_depths seen)
{
	u32 now = lq_span_now();
	const struct lq_depths *peak = &slot->window.peak[now % LQ_NR_SPANS];

	if (unlikely(READ_ONCE(slot->window.newest) != now ||
		     seen.synq > READ_ONCE(peak->synq) ||
		     seen.acceptq > READ_ONCE(peak->acceptq)))
		lq_slot_see_peak(slot, seen, now);
}

/**
 * lq_slot_wait() - note how long a connection waited
 * @slot: the slot of this CPU
 * @wait: the kind of wait
 * @since: its beginning, us of CLOCK_MONOTONIC; 0 if unknown
 *
 * Context: preemption off.
 */
void lq_slot_wait(struct lq_slot *slot, enum lq_wait wait, u64 since);

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
 * lq_sums_add() - add the depths and times of a slot to the sums
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
