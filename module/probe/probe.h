/* SPDX-License-Identifier: GPL-2.0-only */
/* The probes: where they sit, what they give, how they fare. */
#ifndef LQ_PROBE_H
#define LQ_PROBE_H

#include <linux/types.h>

struct lq_probe_options {
	bool transitions;	/* also on the states' transitions */
	bool ftrace;		/* no kprobes where ftrace can call */
};

/**
 * lq_probe_init() - plant all probes
 * @options: which, and by what means
 *
 * One that cannot be planted is reported in the kernel log and in
 * record/probe_status.h, and its columns are declared unfed; that is no error.
 *
 * Context: process, may sleep. lq_record_start() comes after it.
 * Return: 0 or -ENOMEM.
 */
int lq_probe_init(const struct lq_probe_options *options);

/* Whether that one is planted. Context: any, after lq_probe_init(). */
bool lq_probe_counts_transitions(void);

/* Lift them; no handler runs any more when it returns. May sleep. */
void lq_probe_uninit(void);

#endif /* LQ_PROBE_H */
