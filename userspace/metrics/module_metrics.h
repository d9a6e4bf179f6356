/* SPDX-License-Identifier: GPL-2.0-only */
/* The module's state, losses and probes as metrics. */
#ifndef MODULE_METRICS_H
#define MODULE_METRICS_H

#include <stdbool.h>

struct exposition;
struct module_tables;

/* Writes listenq_up: whether the listeners' table was read. */
void up_metric(struct exposition *e, bool up);

/*
 * Writes all others; only whether data are complete if the tables are hidden.
 */
void module_metrics(struct exposition *e, const struct module_tables *tables);

#endif /* MODULE_METRICS_H */
