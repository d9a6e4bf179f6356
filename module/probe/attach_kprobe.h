/* SPDX-License-Identifier: GPL-2.0-only */
/* Probes that are kprobes. */
#ifndef LQ_ATTACH_KPROBE_H
#define LQ_ATTACH_KPROBE_H

#include "probe/hook.h"

/**
 * lq_by_kprobe_plant() - plant a kprobe at the entry of a function
 * @hook: the hook
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT if there is no such function; another error if the kernel
 * refuses.
 */
int lq_by_kprobe_plant(struct lq_hook *hook);

/**
 * lq_by_kprobe_register() - register the kprobe of a hook
 * @hook: the hook
 * @flags: flags of the kprobe: 0, or KPROBE_FLAG_DISABLED for one that is not
 *	armed
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT if there is no such function; another error if the kernel
 * refuses.
 */
int lq_by_kprobe_register(struct lq_hook *hook, u32 flags);

/**
 * lq_by_kprobe_unregister() - unregister the kprobes of all hooks of one type
 * @via: LQ_BY_KPROBE, or LQ_BY_FTRACE for those that are registered disabled
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_kprobe_unregister(enum lq_via via);

/**
 * lq_by_kprobe_remove() - remove all kprobes
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_kprobe_remove(void);

#endif /* LQ_ATTACH_KPROBE_H */
