/* SPDX-License-Identifier: GPL-2.0-only */
/* The latency table as metrics: histograms. */
#ifndef LATENCY_METRICS_H
#define LATENCY_METRICS_H

struct exposition;
struct latency_table;

void latency_metrics(struct exposition *e, const struct latency_table *rows);

#endif /* LATENCY_METRICS_H */
