/* SPDX-License-Identifier: GPL-2.0-only */
/* The latency table as metrics: histograms. */
#ifndef LATENCY_METRICS_H
#define LATENCY_METRICS_H

struct exposition;
struct latency_table;
struct metric_options;

/* Writes those that the options choose. Returns 0 or -ENOMEM. */
int latency_metrics(struct exposition *e, const struct latency_table *rows,
		    const struct metric_options *o);

#endif /* LATENCY_METRICS_H */
