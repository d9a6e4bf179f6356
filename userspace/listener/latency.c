// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "listener/latency.h"
#include "table/cell.h"
#include "table/table.h"

_Static_assert(LATENCY_more - LATENCY_lt_1us + 1 == LATENCY_BUCKETS,
	       "the buckets are those of the table");

struct latency_histogram latency_histogram_of(const struct latency_row *row)
{
	const struct value *v = &row->value[LATENCY_lt_1us];
	struct latency_histogram h = { .known = true };
	int i;

	for (i = 0; i < LATENCY_BUCKETS; i++) {
		h.known &= known(v[i]);
		h.bucket[i] = known(v[i]) ? v[i].number : 0;
		if (__builtin_add_overflow(h.count, h.bucket[i], &h.count))
			h.count = UINT64_MAX;
	}
	return h;
}

/* Returns the rank, from 1, of the wait that reaches the percentile. */
static uint64_t rank_of(uint64_t count, unsigned int percent)
{
	return count / 100 * percent + (count % 100 * percent + 99) / 100;
}

int latency_percentile(const struct latency_histogram *h,
		       unsigned int percent)
{
	uint64_t left = rank_of(h->count, percent);
	int i;

	if (!h->known || !left)
		return -1;
	for (i = 0; i < LATENCY_BUCKETS - 1 && left > h->bucket[i]; i++)
		left -= h->bucket[i];
	return i;
}

uint64_t latency_below_us(int bucket)
{
	return bucket < LATENCY_BUCKETS - 1 ? UINT64_C(1) << bucket : 0;
}

static uint64_t divide(uint64_t n, uint64_t by, bool up)
{
	return up ? (n + by - 1) / by : n / by;
}

/* Writes three significant digits of a number of thousandths. */
static void write_digits(uint64_t thousandths, bool up, const char *unit,
			 const char *sign, char *buf)
{
	uint64_t n;

	if (thousandths < 10000) {
		n = divide(thousandths, 10, up);
		snprintf(buf, CELL_SIZE, "%s%" PRIu64 ".%02" PRIu64 "%s", sign,
			 n / 100, n % 100, unit);
	} else if (thousandths < 100000) {
		n = divide(thousandths, 100, up);
		snprintf(buf, CELL_SIZE, "%s%" PRIu64 ".%" PRIu64 "%s", sign,
			 n / 10, n % 10, unit);
	} else {
		snprintf(buf, CELL_SIZE, "%s%" PRIu64 "%s", sign,
			 divide(thousandths, 1000, up), unit);
	}
}

const char *latency_bound(int bucket, char *buf)
{
	bool up = bucket < LATENCY_BUCKETS - 1;
	const char *sign = up ? "<" : ">=";
	uint64_t us = latency_below_us(up ? bucket : bucket - 1);

	if (us < 1000)
		snprintf(buf, CELL_SIZE, "%s%" PRIu64 "us", sign, us);
	else if (us < 1000000)
		write_digits(us, up, "ms", sign, buf);
	else
		write_digits(divide(us, 1000, up), up, "s", sign, buf);
	return buf;
}
