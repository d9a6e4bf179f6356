/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How long connections waited, as counts between powers of two: what can be
 * said of them are bounds.
 */
#ifndef LATENCY_H
#define LATENCY_H

#include <stdbool.h>
#include <stdint.h>

struct latency_row;

#define WAITS_BUCKETS 28

struct waits {
	uint64_t bucket[WAITS_BUCKETS];
	uint64_t count;
	bool known;
};

struct waits waits_of(const struct latency_row *latency);

/* In which bucket so many percent are reached; -1: there were none. */
int waits_percentile(const struct waits *waits, unsigned int percent);

/* What all in the bucket are below, in us; 0 for the last, which has no end. */
uint64_t waits_below_us(int bucket);

/* "<2.05ms": the bound, rounded so that it stays true. Returns buf. */
const char *waits_bound(int bucket, char *buf);

#endif /* LATENCY_H */
