/* SPDX-License-Identifier: GPL-2.0-only */
/* Probes on the kernel's tracepoints. */
#ifndef LQ_ATTACH_TRACEPOINT_H
#define LQ_ATTACH_TRACEPOINT_H

struct lq_hook;

/**
 * lq_by_tracepoint_find() - find the tracepoint of a hook
 * @hook: the hook; its symbol is the name of the tracepoint
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT if there is no such tracepoint.
 */
int lq_by_tracepoint_find(struct lq_hook *hook);

/**
 * lq_by_tracepoint_register() - register a hook on its tracepoint
 * @hook: the hook, after lq_by_tracepoint_find()
 *
 * Context: process, may sleep.
 * Return: 0; another error if the kernel refuses.
 */
int lq_by_tracepoint_register(struct lq_hook *hook);

/**
 * lq_by_tracepoint_unregister() - remove a hook from its tracepoint
 * @hook: the hook, registered; its handler may still run
 *
 * Context: process, may sleep.
 */
void lq_by_tracepoint_unregister(struct lq_hook *hook);

/**
 * lq_by_tracepoint_remove() - remove all hooks from their tracepoints
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_tracepoint_remove(void);

#endif /* LQ_ATTACH_TRACEPOINT_H */
