/* SPDX-License-Identifier: GPL-2.0-only */
/* Probes on the kernel's tracepoints. */
#ifndef LQ_ATTACH_TRACEPOINT_H
#define LQ_ATTACH_TRACEPOINT_H

struct lq_hook;

/**
 * lq_by_tracepoint_plant() - register a hook on a tracepoint
 * @hook: the hook; its symbol is the name of the tracepoint
 *
 * Context: process, may sleep.
 * Return: 0; -ENOENT if there is no such tracepoint; another error if the
 * kernel refuses.
 */
int lq_by_tracepoint_plant(struct lq_hook *hook);

/**
 * lq_by_tracepoint_remove() - remove all hooks from their tracepoints
 *
 * Context: process, may sleep: no handler runs any more when it returns.
 */
void lq_by_tracepoint_remove(void);

#endif /* LQ_ATTACH_TRACEPOINT_H */
