/* SPDX-License-Identifier: GPL-2.0-only */
/* What became of each probe: probe/ fills it, table/probes.c reads it. */
#ifndef LQ_PROBE_STATUS_H
#define LQ_PROBE_STATUS_H

#include <linux/percpu.h>
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
 * lq_probe_status_add() - add a probe to the list of at most LQ_PROBES_MAX
 * @status: copied; hits and missed must stay valid until lq_debugfs_uninit()
 *
 * Context: process, one at a time, before lq_debugfs_init().
 */
void lq_probe_status_add(const struct lq_probe_status *status);

/**
 * lq_probe_status_change() - change the state of a probe of the list
 * @symbol: the probe's
 * @state: the new state
 * @via: how it is planted; NULL: it is not
 *
 * Context: process.
 */
void lq_probe_status_change(const char *symbol, const char *state,
			    const char *via);

/**
 * lq_probe_status_at() - get a probe of the list
 * @i: its number, from 0
 *
 * Context: any.
 * Return: the probe, or NULL if there are no more.
 */
const struct lq_probe_status *lq_probe_status_at(unsigned int i);

#endif /* LQ_PROBE_STATUS_H */
