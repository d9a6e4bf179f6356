/* SPDX-License-Identifier: GPL-2.0-only */
/* One CPU's share of a record: events counted, depths at their highest. */
#ifndef LQ_SLOT_H
#define LQ_SLOT_H

#include <linux/types.h>

#include "column.h"

struct sock;

/* Every COUNT and REFUSED column is a counter here, and no other is. */
#define LQ_COUNT_OF_TEXT(name)
#define LQ_COUNT_OF_ID(name)
#define LQ_COUNT_OF_GAUGE(name)
#define LQ_COUNT_OF_PEAK(name)
#define LQ_COUNT_OF_COUNT(name)		LQ_COUNT_##name,
#define LQ_COUNT_OF_REFUSED(name)	LQ_COUNT_##name,
#define LQ_COUNT_OF(name, kind, help)	LQ_COUNT_OF_##kind(name)
enum lq_count {
	LQ_LISTENER_COLUMNS(LQ_COUNT_OF)
	LQ_NR_COUNTS
};

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

struct lq_span {
	u32 number;			/* of 4 s each since the boot */
	struct lq_depths peak;
};

/*
 * One CPU's share of a record. Only that CPU writes it, with preemption off;
 * readers on other CPUs see each word whole, which is all they need: counters
 * are summed, depths are compared.
 */
struct lq_slot {
	u64 count[LQ_NR_COUNTS];
	struct lq_depths peak;
	struct lq_span span[LQ_NR_SPANS];
};

/* All shares of a record, added up. */
struct lq_sums {
	lq_columns unfed;	/* what no probe could tell */
	u64 count[LQ_NR_COUNTS];
	struct lq_depths peak;
	struct lq_depths peak60;
};

/**
 * lq_depths_of() - how deep a listener's queues are now
 * @sk: a TCP socket, alive
 *
 * Context: any.
 */
struct lq_depths lq_depths_of(const struct sock *sk);

/**
 * lq_slot_see() - note how deep both queues are
 * @slot: this CPU's share
 * @seen: the depths
 *
 * Context: preemption off.
 */
void lq_slot_see(struct lq_slot *slot, struct lq_depths seen);

/**
 * lq_sums_add() - add one CPU's share to the sums
 * @sums: the sums so far
 * @slot: the share; its CPU may be writing it
 *
 * Context: any.
 */
void lq_sums_add(struct lq_sums *sums, const struct lq_slot *slot);

/**
 * lq_depths_raise() - let a peak be no lower than what was seen
 * @peak: the peak
 * @seen: depths
 *
 * Context: any; one writer at a time.
 */
void lq_depths_raise(struct lq_depths *peak, struct lq_depths seen);

/* The span of time that is running, see LQ_SPAN_SHIFT. Context: any. */
u32 lq_span_now(void);

#endif /* LQ_SLOT_H */
