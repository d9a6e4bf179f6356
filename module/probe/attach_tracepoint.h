/* SPDX-License-Identifier: GPL-2.0-only */
/* Probes on the kernel's tracepoints. */
#ifndef LQ_ATTACH_TRACEPOINT_H
#define LQ_ATTACH_TRACEPOINT_H

struct lq_hook;

/**
 * lq_by_tracepoint_plant() - plant a probe on a tracepoint
 * @hook: the tracepoint, and what it is to call
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT: there is no such tracepoint; any other: the kernel
 * refuses.
 */
int lq_by_tracepoint_plant(struct lq_hook *hook);

/**
 * lq_by_tracepoint_remove() - lift them all
 *
 * Context: process, may sleep: no probe runs any more when it returns.
 */
void lq_by_tracepoint_remove(void);

#endif /* LQ_ATTACH_TRACEPOINT_H */
