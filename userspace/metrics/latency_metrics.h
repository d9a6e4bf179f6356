/* SPDX-License-Identifier: GPL-2.0-only */
/* How long connections waited, as histograms. */
#ifndef LATENCY_METRICS_H
#define LATENCY_METRICS_H

struct exposition;
struct wait_rows;

void wait_metrics(struct exposition *e, const struct wait_rows *rows);

#endif /* LATENCY_METRICS_H */
