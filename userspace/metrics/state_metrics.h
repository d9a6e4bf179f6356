/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The states table as metrics: one series for each endpoint and state; those of
 * closed listeners are summed.
 */
#ifndef STATE_METRICS_H
#define STATE_METRICS_H

struct exposition;
struct table;

void state_metrics(struct exposition *e, const struct table *states);

#endif /* STATE_METRICS_H */
