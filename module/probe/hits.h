/* SPDX-License-Identifier: GPL-2.0-only */
/* How often each CPU passed a hook, as what a tracepoint hands to its probe. */
#ifndef LQ_HITS_H
#define LQ_HITS_H

#include <linux/percpu.h>

/* By a number: the compiler may know that it is a pointer of another kind. */
static inline void *lq_hits_data(unsigned long __percpu *hits)
{
	return (void *)(__force uintptr_t)hits;
}

/* Context: any. */
static inline void lq_hits_inc(void *data)
{
	this_cpu_inc(*(unsigned long __percpu *)(uintptr_t)data);
}

#endif /* LQ_HITS_H */
