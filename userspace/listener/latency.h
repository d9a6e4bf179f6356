/* SPDX-License-Identifier: GPL-2.0-only */
/* How long connections waited, as counts in buckets of powers of two. */
#ifndef LATENCY_H
#define LATENCY_H

#include <stdbool.h>
#include <stdint.h>

struct latency_row;

#define LATENCY_BUCKETS 28

struct latency_histogram {
	uint64_t bucket[LATENCY_BUCKETS];
	uint64_t count;			/* of all buckets; saturates */
	bool known;			/* all buckets are */
};

struct latency_histogram latency_histogram_of(const struct latency_row *row);

/*
 * Returns the bucket that so many percent of the waits reach; -1 without waits.
 */
int latency_percentile(const struct latency_histogram *h, unsigned int percent);

/*
 * Returns the bound that waits of the bucket are below, in us; 0 for the last.
 */
uint64_t latency_below_us(int bucket);

/*
 * Writes that bound, rounded so that it remains true: "<2.05ms". Returns buf.
 */
const char *latency_bound(int bucket, char *buf);

#endif /* LATENCY_H */
