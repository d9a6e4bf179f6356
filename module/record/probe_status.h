/* SPDX-License-Identifier: GPL-2.0-only */
/* What became of each probe: filled by those who plant, read by the table. */
#ifndef LQ_PROBE_STATUS_H
#define LQ_PROBE_STATUS_H

#include <linux/types.h>

#define LQ_PROBES_MAX 32

struct lq_probe_status {
	const char *symbol;
	const char *state;		/* "planted", or why not */
	const char *via;		/* NULL: not planted */
	bool needed;
	const unsigned long __percpu *hits;
	const unsigned long *missed;
};

/**
 * lq_probe_status_add() - add a probe to the list
 * @status: copied; what it points to must live as long as the module's files
 *
 * Context: process, before any table can be opened; no more than LQ_PROBES_MAX.
 */
void lq_probe_status_add(const struct lq_probe_status *status);

/**
 * lq_probe_status_at() - get the probe number @i
 * @i: from 0
 *
 * Context: any.
 * Return: the probe, or NULL behind the last.
 */
const struct lq_probe_status *lq_probe_status_at(unsigned int i);

#endif /* LQ_PROBE_STATUS_H */
