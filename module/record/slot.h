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
	LQ_COUNT_cookies_joined,	/* those of MPTCP subflows, likewise */
	LQ_NR_COUNTS
};

/* Those of the DROP columns. */
#define LQ_DROP_OF_TEXT(name)
#define LQ_DROP_OF_ID(name)
#define LQ_DROP_OF_GAUGE(name)
#define LQ_DROP_OF_PEAK(name)
#define LQ_DROP_OF_AGE(name)
#define LQ_DROP_OF_COUNT(name)
#define LQ_DROP_OF_DROP(name)	| BIT_ULL(LQ_COUNT_##name)
#define LQ_DROP_OF(name, kind, ...)	LQ_DROP_OF_##kind(name)
static inline bool lq_count_is_drop(unsigned int count)
{
	return (0 LQ_LISTENER_COLUMNS(LQ_DROP_OF)) & BIT_ULL(count);
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

/*
 * A packet whose fate is open: no probe sits where it fails, only where it
 * succeeds. Success on the same CPU, before the next packet of its kind, ends
 * the doubt; the next packet, or time, confirms it. The fate is looked for in
 * softirqs, which one CPU does one after the other.
 */
enum lq_matter {
	LQ_SYN,		/* a SYN that neither limit turned away */
	LQ_ACK,		/* a final ACK, the accept queue having room */
	LQ_COOKIE,	/* an ACK that may hold a cookie */
	LQ_RESEND,	/* a SYN-ACK that is sent again, or its sender ends */
	LQ_NR_MATTERS
};

struct lq_doubt {
	u16 feared;			/* enum lq_count; 0: no doubt */
	/*
	 * There is none where a probe saw the fate at the packet's beginning
	 * and counted this. Should it come through after all, because another
	 * CPU changed a queue's depth in the very next moment, it is taken back.
	 */
	u16 told;			/* enum lq_count; 0: nothing */
	u32 since;			/* lq_slot_clock() */
	const void *about;		/* tells two of a kind apart, or NULL */
	struct lq_depths depths;
	struct lq_endpoint remote;
	u16 with;			/* enum lq_count that was told with it */
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
	unsigned long accepted_at;	/* jiffies, 0: never; all four */
	unsigned long dropped_at;
	unsigned long cookies_from;	/* the first of this run of cookies */
	unsigned long cookies_at;	/* the last */
	struct lq_doubt doubt[LQ_NR_MATTERS];
	struct lq_window window;
	struct lq_depths peak;
	seqcount_t moving;		/* what is counted, from one place to another */
	/* In two parts, as 32 bits are full after days of 10,000 a second. */
	u32 waited[LQ_NR_WAITS][LQ_HIST_COUNTS];
	u8 waited_high[LQ_NR_WAITS][LQ_HIST_COUNTS];
};

/**
 * lq_slot_inc(), lq_slot_dec() - one more, one less
 * @slot: this CPU's share
 * @count: of what; in process context it is counted with softirqs off, or by no
 *	softirq, which else came between the reading and the writing
 *
 * Context: preemption off.
 */
static inline void lq_slot_inc(struct lq_slot *slot, unsigned int count)
{
	WRITE_ONCE(slot->count[count], slot->count[count] + 1);
}

static inline void lq_slot_dec(struct lq_slot *slot, unsigned int count)
{
	WRITE_ONCE(slot->count[count], slot->count[count] - 1);
}

/* All shares of a record, added up. */
struct lq_sums {
	u64 unfed;		/* enum lq_count that no probe could tell, a set */
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
 * lq_slot_cookie() - note that a cookie goes out
 * @slot: this CPU's share
 *
 * Context: preemption off.
 */
void lq_slot_cookie(struct lq_slot *slot);

/* Eight to the second, so that 32 bits last: a doubt may be years old. */
#define LQ_SLOT_TICK	(HZ / 8)

static inline u32 lq_slot_clock(void)
{
	return jiffies / LQ_SLOT_TICK;
}

/* How long a doubt has lasted, in jiffies, to a tick. Context: any. */
static inline unsigned long lq_doubt_age(const struct lq_doubt *doubt)
{
	u32 ticks = lq_slot_clock() - READ_ONCE(doubt->since);

	return (unsigned long)ticks * LQ_SLOT_TICK;
}

/**
 * lq_slot_dropped() - note when a packet was dropped
 * @slot: this CPU's share
 * @age: how long ago, in jiffies
 *
 * Context: softirq.
 */
void lq_slot_dropped(struct lq_slot *slot, unsigned long age);

/**
 * lq_slot_fear() - a packet's fate is open from here on
 * @doubt: its kind's doubt, all else of it filled in: to whom it happens, how
 *	deep the queues are
 * @feared: what will have happened unless lq_slot_sure() follows
 *
 * The doubt before it was settled: see lq_slot_sure(), lq_slot_confirm(). Nobody
 * else looks at one that is.
 *
 * Context: softirq.
 */
static inline void lq_slot_fear(struct lq_doubt *doubt, enum lq_count feared)
{
	WRITE_ONCE(doubt->since, lq_slot_clock());
	/* Last: a reader must not think the new doubt as old as the last. */
	smp_store_release(&doubt->feared, feared);
}

/**
 * lq_slot_sure() - the packet came through
 * @slot: this CPU's share
 * @matter: its kind
 * @about: what the doubt was about
 *
 * Context: softirq.
 */
static inline void lq_slot_sure(struct lq_slot *slot, enum lq_matter matter,
				const void *about)
{
	if (slot->doubt[matter].about == about)
		WRITE_ONCE(slot->doubt[matter].feared, 0);
}

/* Whether a fate of this kind is open. Context: softirq. */
static inline bool lq_slot_doubts(const struct lq_slot *slot,
				  enum lq_matter matter)
{
	return slot->doubt[matter].feared;
}

/**
 * lq_slot_confirm() - count what was feared, if it still is
 * @slot: this CPU's share
 * @matter: its kind
 *
 * Context: softirq.
 * Return: what was counted, 0 for nothing.
 */
unsigned int lq_slot_confirm(struct lq_slot *slot, enum lq_matter matter);

/**
 * lq_sums_add() - add one CPU's share to the sums
 * @sums: the sums so far
 * @slot: the share; its CPU may be writing it
 *
 * Doubts that have lasted too long to be about a packet in the kernel's hands
 * are counted as what was feared.
 *
 * Context: any.
 */
void lq_sums_add(struct lq_sums *sums, const struct lq_slot *slot);

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
