// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "listener/latency.h"
#include "table/cell.h"
#include "table/table.h"

_Static_assert(LATENCY_more - LATENCY_lt_1us + 1 == WAITS_BUCKETS,
	       "the buckets are those of the table");

struct waits waits_of(const struct latency_row *latency)
{
	const struct value *v = &latency->value[LATENCY_lt_1us];
	struct waits w = { .known = true };
	int i;

	for (i = 0; i < WAITS_BUCKETS; i++) {
		w.known &= known(v[i]);
		w.bucket[i] = known(v[i]) ? v[i].number : 0;
		if (__builtin_add_overflow(w.count, w.bucket[i], &w.count))
			w.count = UINT64_MAX;
	}
	return w;
}

/* The first of them is number 1; all of the percent, rounded up. */
static uint64_t rank_of(uint64_t count, unsigned int percent)
{
	return count / 100 * percent + (count % 100 * percent + 99) / 100;
}

int waits_percentile(const struct waits *waits, unsigned int percent)
{
	uint64_t left = rank_of(waits->count, percent);
	int i;

	if (!waits->known || !left)
		return -1;
	for (i = 0; i < WAITS_BUCKETS - 1 && left > waits->bucket[i]; i++)
		left -= waits->bucket[i];
	return i;
}

uint64_t waits_below_us(int bucket)
{
	return bucket < WAITS_BUCKETS - 1 ? UINT64_C(1) << bucket : 0;
}

static uint64_t divide(uint64_t n, uint64_t by, bool up)
{
	return up ? (n + by - 1) / by : n / by;
}

/* Three digits of a number of thousandths. */
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

const char *waits_bound(int bucket, char *buf)
{
	bool up = bucket < WAITS_BUCKETS - 1;
	const char *sign = up ? "<" : ">=";
	uint64_t us = waits_below_us(up ? bucket : bucket - 1);

	if (us < 1000)
		snprintf(buf, CELL_SIZE, "%s%" PRIu64 "us", sign, us);
	else if (us < 1000000)
		write_digits(us, up, "ms", sign, buf);
	else
		write_digits(divide(us, 1000, up), up, "s", sign, buf);
	return buf;
}
