/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Probes that ftrace calls, without kprobes between. They cost less than
 * kprobes, are not skipped while the handler of a kprobe runs on the CPU, and
 * do not make the kernel skip a kprobe.
 */
#ifndef LQ_ATTACH_FTRACE_H
#define LQ_ATTACH_FTRACE_H

struct lq_hook;

/**
 * lq_by_ftrace_plant() - prepare a hook to be called by ftrace
 * @hook: the hook
 *
 * It is called from lq_by_ftrace_begin() on. If ftrace does not reach the
 * function, plants a kprobe instead, at once.
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT if there is no such function; another error if the kernel
 * refuses.
 */
int lq_by_ftrace_plant(struct lq_hook *hook);

/**
 * lq_by_ftrace_begin() - make ftrace call all hooks that were prepared
 *
 * If ftrace refuses, logs a warning, makes all of them kprobes and sets the
 * error of each hook.
 *
 * Context: process, may sleep.
 */
void lq_by_ftrace_begin(void);

/**
 * lq_by_ftrace_remove() - remove all hooks from ftrace
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_ftrace_remove(void);

#endif /* LQ_ATTACH_FTRACE_H */
