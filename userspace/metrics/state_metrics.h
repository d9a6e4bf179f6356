/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The states table as metrics: one series for each endpoint and state that a
 * connection is in; those of closed listeners are summed.
 */
#ifndef STATE_METRICS_H
#define STATE_METRICS_H

#include <stdbool.h>

struct exposition;
struct filters;
struct table;

/* zeros: also of states that no connection is in. */
void state_metrics(struct exposition *e, const struct table *states,
		   const struct filters *filters, bool zeros);

#endif /* STATE_METRICS_H */
