/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One CPU's share of a record: events counted, depths at their highest, waits.
 * Only that CPU writes it, with preemption off; readers on other CPUs see each
 * word whole, which is all they need: counters are summed, depths compared.
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
 * Every COUNT and DROP column is a counter here, and below them are those
 * that only the comparison with the kernel's own counters needs.
 */
#define LQ_COUNT_OF_TEXT(name)
#define LQ_COUNT_OF_ID(name)
#define LQ_COUNT_OF_GAUGE(name)
#define LQ_COUNT_OF_PEAK(name)
#define LQ_COUNT_OF_AGE(name)
#define LQ_COUNT_OF_COUNT(name)		LQ_COUNT_##name,
#define LQ_COUNT_OF_DROP(name)	LQ_COUNT_##name,
#define LQ_COUNT_OF(name, kind, ...)	LQ_COUNT_OF_##kind(name)
enum lq_count {
	LQ_LISTENER_COLUMNS(LQ_COUNT_OF)
	LQ_COUNT_wanted_cookie,	/* SYNs that were to get one, dropped or not */
	LQ_COUNT_cookies_valid,	/* came back valid, dropped or not */
	LQ_COUNT_extra_child,	/* sockets made for a final ACK in vain */
	LQ_COUNT_expired_undone,	/* expired, but another CPU was quicker */
	LQ_NR_COUNTS
};

/* The set of counts that are DROP columns. */
#define LQ_DROP_OF_TEXT(name)
#define LQ_DROP_OF_ID(name)
#define LQ_DROP_OF_GAUGE(name)
#define LQ_DROP_OF_PEAK(name)
#define LQ_DROP_OF_AGE(name)
#define LQ_DROP_OF_COUNT(name)
#define LQ_DROP_OF_DROP(name)	| BIT_ULL(LQ_COUNT_##name)
#define LQ_DROP_OF(name, kind, ...)	LQ_DROP_OF_##kind(name)
static inline u64 lq_count_drops(void)
{
	return 0 LQ_LISTENER_COLUMNS(LQ_DROP_OF);
}

/**
 * lq_count_column() - the column that is known where a count is
 * @count: enum lq_count; one that has no column shares its probes with one that has
 *
 * Context: any.
 */
lq_columns lq_count_column(unsigned int count);

/*
 * The last 60 s are kept as sixteen spans of 4 s, the running one included: a
 * depth is forgotten 60 to 64 s after it was last seen.
 */
#define LQ_SPAN_SHIFT	2
#define LQ_NR_SPANS	16

struct lq_depths {
	u32 synq;
	u32 acceptq;
};

/* A span's place is its number, since the boot, modulo LQ_NR_SPANS. */
struct lq_window {
	u32 newest;			/* span that anything was seen in */
	u16 seen;			/* places of it and the 15 before it */
	struct lq_depths peak[LQ_NR_SPANS];
};

enum lq_wait {
	LQ_WAIT_HANDSHAKE,	/* first SYN-ACK to final ACK */
	LQ_WAIT_ACCEPT,		/* final ACK to accept() */
	LQ_NR_WAITS
};

/* The column that counts the connections that waited. */
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
	/* In two parts, as 32 bits are full after days of 10,000 a second. */
	u32 waited[LQ_NR_WAITS][LQ_HIST_COUNTS];
	u8 waited_high[LQ_NR_WAITS][LQ_HIST_COUNTS];
};

/**
 * lq_slot_inc() - one more
 * @slot: this CPU's share
 * @count: of what; what process context counts, no softirq counts, which might
 *	come between the reading and the writing
 *
 * Context: preemption off.
 */
static inline void lq_slot_inc(struct lq_slot *slot, unsigned int count)
{
	WRITE_ONCE(slot->count[count], slot->count[count] + 1);
}

/* All shares of a record, added up. */
struct lq_sums {
	u64 unknown;		/* enum lq_count that no probe could tell, a set */
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
 * lq_depths_of() - how deep a listener's queues are now
 * @sk: a TCP socket, alive
 *
 * Context: any.
 */
static inline struct lq_depths lq_depths_of(const struct sock *sk)
{
	return (struct lq_depths){
		/* Below zero after an RST to a migrated request (6.1 on). */
		.synq = max(inet_csk_reqsk_queue_len(sk), 0),
		.acceptq = READ_ONCE(sk->sk_ack_backlog),
	};
}

/**
 * lq_depths_raise() - let a peak be no lower than what was seen
 * @peak: the peak
 * @seen: depths
 *
 * Context: any; one writer at a time.
 */
void lq_depths_raise(struct lq_depths *peak, struct lq_depths seen);

/* The span of time that is running, see LQ_SPAN_SHIFT. Context: any. */
static inline u32 lq_span_now(void)
{
	return jiffies / (HZ << LQ_SPAN_SHIFT);
}

/* A moment in jiffies that is never 0. Context: any. */
static inline unsigned long lq_moment(void)
{
	return jiffies ?: 1;
}

/* What is deeper than before, to lq_slot_see(), which asks for it. */
void lq_slot_see_peak(struct lq_slot *slot, struct lq_depths seen, u32 now);

/**
 * lq_slot_see() - note how deep both queues are
 * @slot: this CPU's share
 * @seen: the depths, most of which are no peak, not even of their span
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
 * @slot: this CPU's share
 * @wait: for what
 * @since: when it began, us of CLOCK_MONOTONIC; 0 when that is not known
 *
 * Context: preemption off.
 */
void lq_slot_wait(struct lq_slot *slot, enum lq_wait wait, u64 since);

/**
 * lq_slot_cookie() - note when a cookie went out
 * @slot: this CPU's share
 * @moment: when, in jiffies
 *
 * Context: softirqs off.
 */
void lq_slot_cookie(struct lq_slot *slot, unsigned long moment);

/**
 * lq_slot_dropped() - note when a packet was dropped
 * @slot: this CPU's share
 * @moment: when, in jiffies
 *
 * Context: softirqs off.
 */
void lq_slot_dropped(struct lq_slot *slot, unsigned long moment);

/**
 * lq_sums_add() - add one CPU's depths and moments to the sums
 * @sums: the sums so far
 * @slot: the share; its CPU may be writing it
 *
 * The counts are added by lq_pending_add(), with what is pending of them.
 *
 * Context: any.
 */
void lq_sums_add(struct lq_sums *sums, const struct lq_slot *slot);

/* Notes when a packet was dropped, a cookie sent; jiffies. Context: any. */
void lq_sums_dropped(struct lq_sums *sums, unsigned long moment);
void lq_sums_cookie(struct lq_sums *sums, unsigned long moment);

/**
 * lq_waits_add() - add one CPU's histogram to the sums
 * @waits: the sums so far
 * @slot: the share; its CPU may be writing it
 * @wait: of which wait
 *
 * Context: any.
 */
void lq_waits_add(struct lq_waits *waits, const struct lq_slot *slot,
		  enum lq_wait wait);

#endif /* LQ_SLOT_H */
