/* SPDX-License-Identifier: GPL-2.0-only */
/* Plants the probes on all hooks and removes them. */
#ifndef LQ_PROBE_H
#define LQ_PROBE_H

#include <linux/types.h>

/* When transitions of states are counted. */
enum lq_when {
	LQ_NEVER,
	LQ_WHILE_OPEN,		/* while somebody has their table open */
	LQ_ALWAYS,
};

struct lq_probe_options {
	enum lq_when transitions;
	bool ftrace;		/* use ftrace instead of kprobes where possible */
};

/**
 * lq_probe_init() - plant all probes
 * @options: which probes, and how
 *
 * A probe that cannot be planted is not an error: it is reported in the kernel
 * log and in the table of probes, and its columns are marked as unknown.
 *
 * Context: process, may sleep. lq_record_start() comes after it.
 * Return: 0 or -ENOMEM.
 */
int lq_probe_init(const struct lq_probe_options *options);

/**
 * lq_probe_counts_transitions() - say whether transitions of states are counted
 *
 * Context: any, after lq_probe_init().
 * Return: true if they are, or will be while their table is open.
 */
bool lq_probe_counts_transitions(void);

/**
 * lq_probe_uninit() - remove all probes
 *
 * Context: process, may sleep; after the files. No handler runs any more when
 * it returns.
 */
void lq_probe_uninit(void);

#endif /* LQ_PROBE_H */
