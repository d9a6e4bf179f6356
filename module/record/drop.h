/* SPDX-License-Identifier: GPL-2.0-only */
/* The most recent drops, one by one: who was turned away, where and why. */
#ifndef LQ_DROP_H
#define LQ_DROP_H

#include <linux/types.h>

#include "kernel/endpoint.h"
#include "record/slot.h"

struct sock;

struct lq_drop {
	u64 at;			/* ns of CLOCK_MONOTONIC */
	u64 synq_limit;
	u64 acceptq_limit;
	struct lq_depths depths;
	struct lq_endpoint local;
	struct lq_endpoint remote;
	u32 netns;
	u16 cause;		/* enum lq_count */
};

/* The name of a cause: that of its column. Context: any. */
const char *lq_drop_cause(unsigned int cause);

/**
 * lq_drop_begin(), lq_drop_end() - note a drop, or an expiry, in this CPU's ring
 * @drop: what lq_drop_begin() returned, every member filled in by the caller
 * @trace: fire the tracepoint: not for what happened before it was followed
 *
 * It takes the place of the oldest one there.
 *
 * Context: softirqs off, from begin to end.
 */
struct lq_drop *lq_drop_begin(void);
void lq_drop_end(struct lq_drop *drop, bool trace);

/* Context: process, may sleep. init returns 0 or -ENOMEM. */
int lq_drop_init(void);
void lq_drop_uninit(void);

#define LQ_DROPS_PER_CPU 128

/**
 * lq_drop_read() - copy one of the drops that a CPU keeps
 * @cpu: the CPU; possible
 * @i: which of the LQ_DROPS_PER_CPU, in no order
 * @copy: the result
 *
 * Context: any.
 * Return: false if there is none yet, or it was overwritten meanwhile.
 */
bool lq_drop_read(unsigned int cpu, unsigned int i, struct lq_drop *copy);

/* How many a CPU has noted since the module was loaded. Context: any. */
u64 lq_drop_written(unsigned int cpu);

/* How many were overwritten since the module was loaded. Context: any. */
u64 lq_drop_overwritten(void);

#endif /* LQ_DROP_H */
