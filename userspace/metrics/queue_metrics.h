/* SPDX-License-Identifier: GPL-2.0-only */
/* The listeners' table as metrics. */
#ifndef QUEUE_METRICS_H
#define QUEUE_METRICS_H

struct exposition;
struct metric_options;
struct series_list;

void queue_metrics(struct exposition *e, const struct series_list *list,
		   const struct metric_options *o);

#endif /* QUEUE_METRICS_H */
