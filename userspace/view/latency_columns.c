// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "lib/array.h"
#include "listener/listener_latency.h"
#include "table/table.h"
#include "view/latency_columns.h"

enum {
	COLUMN_COUNT = LATENCY_NCOLUMNS,
	COLUMN_P50,
	COLUMN_P90,
	COLUMN_P99,
	COLUMN_MAX,
	COLUMN_P50_US,
	COLUMN_P90_US,
	COLUMN_P99_US,
	COLUMN_MAX_US,
	COLUMN_PID,
	COLUMN_PROCESS,
	NCOLUMNS
};

static const char *count_cell(const void *data, char buf[CELL_SIZE])
{
	const struct listener_latency *latency = data;

	if (!latency->histogram.known)
		return NULL;
	snprintf(buf, CELL_SIZE, "%" PRIu64, latency->histogram.count);
	return buf;
}

static const char *bound_cell(const struct listener_latency *latency,
			      unsigned int percent, char buf[CELL_SIZE])
{
	int bucket = latency_percentile(&latency->histogram, percent);

	return bucket < 0 ? NULL : latency_bound(bucket, buf);
}

static const char *below_cell(const struct listener_latency *latency,
			      unsigned int percent, char buf[CELL_SIZE])
{
	int bucket = latency_percentile(&latency->histogram, percent);

	if (bucket < 0 || !latency_below_us(bucket))
		return NULL;
	snprintf(buf, CELL_SIZE, "%" PRIu64, latency_below_us(bucket));
	return buf;
}

#define PERCENTILE(name, percent)					\
static const char *name##_cell(const void *row, char buf[CELL_SIZE])	\
{									\
	return bound_cell(row, percent, buf);				\
}									\
									\
static const char *name##_us_cell(const void *row, char buf[CELL_SIZE])	\
{									\
	return below_cell(row, percent, buf);				\
}

PERCENTILE(p50, 50)
PERCENTILE(p90, 90)
PERCENTILE(p99, 99)
PERCENTILE(max, 100)

static const char *pid_cell(const void *data, char buf[CELL_SIZE])
{
	const struct listener_latency *latency = data;

	return number_cell(owner_pid(latency->listener.owner), buf);
}

static const char *process_cell(const void *data, char buf[CELL_SIZE])
{
	const struct listener_latency *latency = data;

	(void)buf;
	return owner_name(latency->listener.owner);
}

#define BOUND(token, help, cell) { token, help, COLUMN_FILL, OWNERS_NONE, cell }
#define BELOW(token, help, cell) { token, help, COLUMN_NUMBER, OWNERS_NONE, cell }

static const struct column columns[] = {
	LQ_LATENCY_COLUMNS(TABLE_COLUMN)
	[COLUMN_COUNT] = { "count", "number of waits measured",
			   COLUMN_NUMBER, OWNERS_NONE, count_cell },
	[COLUMN_P50] = BOUND("p50", "50 % of the waits were below this", p50_cell),
	[COLUMN_P90] = BOUND("p90", "90 % of the waits were below this", p90_cell),
	[COLUMN_P99] = BOUND("p99", "99 % of the waits were below this", p99_cell),
	[COLUMN_MAX] = BOUND("max", "all waits were below this", max_cell),
	[COLUMN_P50_US] = BELOW("p50_below_us", "P50 as a number of microseconds; "
				"- from 67 s on", p50_us_cell),
	[COLUMN_P90_US] = BELOW("p90_below_us", "P90 as a number of microseconds", p90_us_cell),
	[COLUMN_P99_US] = BELOW("p99_below_us", "P99 as a number of microseconds", p99_us_cell),
	[COLUMN_MAX_US] = BELOW("max_below_us", "MAX as a number of microseconds", max_us_cell),
	[COLUMN_PID] = { "pid",
		"process that holds the socket; of several, the one with the lowest descriptor",
		COLUMN_NUMBER, OWNERS_FIRST, pid_cell },
	[COLUMN_PROCESS] = { "process", "name of that process",
			     COLUMN_TEXT, OWNERS_FIRST, process_cell },
};

static const struct value *values(const void *data)
{
	const struct listener_latency *latency = data;

	return latency->row->value;
}

static const struct column_numbers numbers[] = {
	{ COLUMN_P50, { COLUMN_P50_US } },
	{ COLUMN_P90, { COLUMN_P90_US } },
	{ COLUMN_P99, { COLUMN_P99_US } },
	{ COLUMN_MAX, { COLUMN_MAX_US } },
};

const struct column_set latency_columns = {
	.rows = "latency",
	.command = "listenq latency",
	.column = columns,
	.count = NCOLUMNS,
	.values = values,
	.numbers = numbers,
	.nnumbers = ARRAY_SIZE(numbers),
};

_Static_assert(NCOLUMNS <= SELECTION_MAX, "a selection can have them all");

static const size_t by_default[] = {
	LATENCY_local, LATENCY_wait, COLUMN_COUNT,
	COLUMN_P50, COLUMN_P90, COLUMN_P99, COLUMN_MAX,
	LATENCY_unknown, COLUMN_PID, COLUMN_PROCESS,
};

void latency_selection_default(struct selection *s)
{
	s->set = &latency_columns;
	selection_default(s, by_default, ARRAY_SIZE(by_default));
}
