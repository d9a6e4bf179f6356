/* SPDX-License-Identifier: GPL-2.0-only */
/* Probes that are kprobes. */
#ifndef LQ_ATTACH_KPROBE_H
#define LQ_ATTACH_KPROBE_H

#include "probe/hook.h"

/**
 * lq_by_kprobe_plant() - plant a kprobe at a function's first instruction
 * @hook: the function
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT: there is no such function; any other: the kernel refuses.
 */
int lq_by_kprobe_plant(struct lq_hook *hook);

/**
 * lq_by_kprobe_register() - register a function's kprobe
 * @hook: the function
 * @flags: of the kprobe: KPROBE_FLAG_DISABLED for one that is not armed
 *
 * Context, return: as lq_by_kprobe_plant().
 */
int lq_by_kprobe_register(struct lq_hook *hook, u32 flags);

/**
 * lq_by_kprobe_unregister() - unregister the kprobes of all planted hooks
 * @via: those that are planted so
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_kprobe_unregister(enum lq_via via);

/**
 * lq_by_kprobe_remove() - lift them all
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_kprobe_remove(void);

#endif /* LQ_ATTACH_KPROBE_H */
