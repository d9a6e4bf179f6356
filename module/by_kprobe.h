/* SPDX-License-Identifier: GPL-2.0-only */
/* Probes that are kprobes. */
#ifndef LQ_BY_KPROBE_H
#define LQ_BY_KPROBE_H

struct lq_hook;

/**
 * lq_by_kprobe_plant() - plant a kprobe at a function's first instruction
 * @hook: the function
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT: there is no such function; any other: the kernel refuses.
 */
int lq_by_kprobe_plant(struct lq_hook *hook);

/**
 * lq_by_kprobe_lift() - lift them all
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_kprobe_lift(void);

#endif /* LQ_BY_KPROBE_H */
