/* SPDX-License-Identifier: GPL-2.0-only */
/* The hits of a hook, per CPU, as the data of a tracepoint's probe. */
#ifndef LQ_HITS_H
#define LQ_HITS_H

#include <linux/percpu.h>

/**
 * lq_hits_data() - convert the hits of a hook to the data of a tracepoint's
 *	probe
 * @hits: allocated by alloc_percpu()
 *
 * Converts by way of an integer: per-CPU pointers are of another address space.
 *
 * Context: any.
 * Return: the data, for lq_hits_inc().
 */
static inline void *lq_hits_data(unsigned long __percpu *hits)
{
	return (void *)(__force uintptr_t)hits;
}

/**
 * lq_hits_inc() - count a hit on this CPU
 * @data: from lq_hits_data()
 *
 * Context: any.
 */
static inline void lq_hits_inc(void *data)
{
	this_cpu_inc(*(unsigned long __percpu *)(uintptr_t)data);
}

#endif /* LQ_HITS_H */
