/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Probes that ftrace calls: without the kprobes' layer between. That costs
 * less, none is skipped while some kprobe's handler runs on the CPU, and none
 * makes the kernel skip a kprobe.
 */
#ifndef LQ_ATTACH_FTRACE_H
#define LQ_ATTACH_FTRACE_H

struct lq_hook;

/**
 * lq_by_ftrace_plant() - have a function called by ftrace
 * @hook: the function
 *
 * Where ftrace does not reach it there is a kprobe instead, at once. With
 * ftrace it begins at lq_by_ftrace_begin().
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT: there is no such function; any other: the kernel refuses.
 */
int lq_by_ftrace_plant(struct lq_hook *hook);

/**
 * lq_by_ftrace_begin() - begin with all that were planted
 *
 * If ftrace refuses, a warning in the kernel log says so, and all become
 * kprobes; hook->error tells about each.
 *
 * Context: process, may sleep.
 */
void lq_by_ftrace_begin(void);

/**
 * lq_by_ftrace_remove() - lift them all
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_ftrace_remove(void);

#endif /* LQ_ATTACH_FTRACE_H */
