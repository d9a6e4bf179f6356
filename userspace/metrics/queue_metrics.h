/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The listeners' table as metrics: one series for each socket, because a sum
 * over the sockets of an endpoint would fall when one of them closes.
 */
#ifndef QUEUE_METRICS_H
#define QUEUE_METRICS_H

struct listeners;
struct exposition;

void queue_metrics(struct exposition *e, const struct listeners *listeners);

#endif /* QUEUE_METRICS_H */
