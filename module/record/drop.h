/* SPDX-License-Identifier: GPL-2.0-only */
/* Keeps the most recent drops: when, which listener, which client, and why. */
#ifndef LQ_DROP_H
#define LQ_DROP_H

#include <linux/types.h>

#include "kernel/endpoint.h"
#include "record/slot.h"

struct net;
struct sock;

struct lq_drop {
	u64 at;			/* ns of CLOCK_MONOTONIC */
	u64 synq_limit;
	u64 acceptq_limit;
	struct lq_depths depths;
	struct lq_endpoint local;
	struct lq_endpoint remote;
	u32 netns;
	int ifindex;		/* the device that the listener is bound to */
	u16 cause;		/* enum lq_count */
};

/**
 * lq_drop_cause() - get the name of a cause
 * @cause: enum lq_count, one with a column
 *
 * Context: any.
 * Return: the name of the column.
 */
const char *lq_drop_cause(unsigned int cause);

/**
 * lq_drop_begin() - begin to note a drop, or an expiry, in the ring of this CPU
 *
 * Context: softirqs off until lq_drop_end().
 * Return: the oldest drop of the ring, which the caller overwrites: all
 * members.
 */
struct lq_drop *lq_drop_begin(void);

/**
 * lq_drop_end() - end to note a drop, or an expiry
 * @drop: from lq_drop_begin(), all members written
 * @traced: the namespace, to fire the tracepoint; NULL for a drop from before the
 *	tracepoint was enabled
 *
 * Context: softirqs off since lq_drop_begin().
 */
void lq_drop_end(struct lq_drop *drop, const struct net *traced);

/**
 * lq_drop_init() - allocate the rings
 *
 * Context: process, may sleep; before the probes.
 * Return: 0 or -ENOMEM.
 */
int lq_drop_init(void);

/**
 * lq_drop_uninit() - free the rings
 *
 * Context: process, may sleep; after the probes and the files.
 */
void lq_drop_uninit(void);

#define LQ_DROPS_PER_CPU 128

/**
 * lq_drop_read() - copy one drop of the ring of a CPU
 * @cpu: the CPU, a possible one
 * @i: the number of the drop below LQ_DROPS_PER_CPU, in no order
 * @copy: the result
 *
 * Context: any.
 * Return: false if there is none yet, or if it was overwritten meanwhile.
 */
bool lq_drop_read(unsigned int cpu, unsigned int i, struct lq_drop *copy);

/**
 * lq_drop_written() - count the drops that a CPU has noted
 * @cpu: the CPU, a possible one
 *
 * Context: any.
 * Return: their number since the module was loaded.
 */
u64 lq_drop_written(unsigned int cpu);

/**
 * lq_drop_overwritten() - count the drops that are not in the rings any more
 *
 * Context: any.
 * Return: their number since the module was loaded.
 */
u64 lq_drop_overwritten(void);

#endif /* LQ_DROP_H */
