/* SPDX-License-Identifier: GPL-2.0-only */
/* Keeps the most recent drops: when, which listener, which client, and why. */
#ifndef LQ_DROP_H
#define LQ_DROP_H

#include <linux/percpu.h>
#include <linux/types.h>

#include "kernel/endpoint.h"
#include "kernel/limit.h"
#include "record/slot.h"

struct net;

struct lq_drop {
	u64 serial;		/* from 1, of its CPU; 0: not complete */
	unsigned long moment;	/* jiffies */
	struct lq_limits limits;
	struct lq_depths depths;
	struct lq_endpoint local;
	struct lq_endpoint remote;
	u32 netns;
	int ifindex;		/* the device that the listener is bound to */
	u16 cause;		/* enum lq_count */
};

#define LQ_DROPS_PER_CPU 128

/* One more than are kept: the next one is written where no reader looks. */
struct lq_drop_ring {
	struct lq_drop *next;
	u64 written;
	struct lq_drop drop[LQ_DROPS_PER_CPU + 1];
};

DECLARE_PER_CPU(struct lq_drop_ring *, lq_drop_rings);

/**
 * lq_drop_cause() - get the name of a cause
 * @cause: enum lq_count, one with a column
 *
 * Context: any.
 * Return: the name of the column.
 */
const char *lq_drop_cause(unsigned int cause);

/**
 * lq_drop_next() - get the place of the next drop, or expiry, of this CPU
 *
 * What is written there is not visible before lq_drop_end().
 *
 * Context: softirqs off.
 * Return: the drop, of which the caller writes all members but the serial
 * number.
 */
static inline struct lq_drop *lq_drop_next(void)
{
	return this_cpu_read(lq_drop_rings)->next;
}

/**
 * lq_drop_end() - add lq_drop_next() to the drops, all members written
 *
 * Context: softirqs off.
 */
void lq_drop_end(void);

/**
 * lq_drop_trace() - fire the tracepoint of a drop, or of an expiry
 * @drop: the drop, after lq_drop_end()
 * @net: the namespace of the listener
 *
 * Context: softirqs off since lq_drop_end().
 */
void lq_drop_trace(const struct lq_drop *drop, const struct net *net);

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

/**
 * lq_drop_read() - copy one drop of the ring of a CPU
 * @cpu: the CPU, a possible one
 * @i: the number of the drop, at most LQ_DROPS_PER_CPU, in no order
 * @copy: the result
 *
 * Context: any.
 * Return: false if there is none, or if it was overwritten meanwhile.
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
