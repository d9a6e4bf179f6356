// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "listener/latency.h"
#include "table/cell.h"
#include "table/table.h"
#include "view/histogram.h"

static struct latency_row empty(void)
{
	struct latency_row l;
	size_t i;

	for (i = 0; i < LATENCY_NCOLUMNS; i++)
		l.value[i] = (struct value){ .state = VALUE_KNOWN };
	return l;
}

static struct latency_histogram waits(uint64_t lt_1us, uint64_t lt_512us,
				      uint64_t more)
{
	struct latency_row l = empty();

	l.lt_1us.number = lt_1us;
	l.lt_512us.number = lt_512us;
	l.more.number = more;
	return latency_histogram_of(&l);
}

static void no_percentile_without_waits(void **state)
{
	struct latency_row l = empty();
	struct latency_histogram h = waits(0, 0, 0);

	(void)state;
	assert_true(h.known);
	assert_int_equal(latency_percentile(&h, 50), -1);
	l.lt_1us.number = 5;
	l.more.state = VALUE_UNKNOWN;
	h = latency_histogram_of(&l);
	assert_false(h.known);
	assert_int_equal(latency_percentile(&h, 50), -1);
}

static void percentiles_are_ranks(void **state)
{
	struct latency_histogram h = waits(99, 1, 0);

	(void)state;
	assert_int_equal(latency_percentile(&h, 50), 0);
	assert_int_equal(latency_percentile(&h, 99), 0);
	assert_int_equal(latency_percentile(&h, 100), 9);
	h = waits(1, 1, 0);
	assert_int_equal(latency_percentile(&h, 50), 0);
	assert_int_equal(latency_percentile(&h, 51), 9);
	h = waits(0, 0, 1);
	assert_int_equal(latency_percentile(&h, 1), LATENCY_BUCKETS - 1);
}

static void counts_do_not_overflow(void **state)
{
	struct latency_histogram h = waits(UINT64_MAX, 1, UINT64_MAX);

	(void)state;
	assert_true(h.count == UINT64_MAX);
	assert_int_equal(latency_percentile(&h, 99), 0);
}

static const char *bound(int bucket)
{
	static char buf[CELL_SIZE];

	return latency_bound(bucket, buf);
}

static void bounds_are_never_too_low(void **state)
{
	double us;
	char *unit;
	int i;

	(void)state;
	for (i = 0; i < LATENCY_BUCKETS - 1; i++) {
		assert_int_equal(bound(i)[0], '<');
		us = strtod(bound(i) + 1, &unit);
		if (strcmp(unit, "ms") == 0)
			us *= 1e3;
		else if (strcmp(unit, "s") == 0)
			us *= 1e6;
		else
			assert_string_equal(unit, "us");
		assert_true(us > (double)latency_below_us(i) * 0.999999);
		assert_true(us < (double)latency_below_us(i) * 1.011);
	}
}

static void bounds_have_three_digits(void **state)
{
	(void)state;
	assert_string_equal(bound(0), "<1us");
	assert_string_equal(bound(9), "<512us");
	assert_string_equal(bound(10), "<1.03ms");
	assert_string_equal(bound(14), "<16.4ms");
	assert_string_equal(bound(17), "<132ms");
	assert_string_equal(bound(20), "<1.05s");
	assert_string_equal(bound(26), "<67.2s");
	assert_string_equal(bound(27), ">=67.1s");
	assert_true(latency_below_us(27) == 0);
}

static void histograms_fit_80_columns(void **state)
{
	struct latency_histogram h = waits(999999999999, 1, 999999999999);
	char text[4096], *line;
	FILE *out = fmemopen(text, sizeof(text), "w");
	size_t lines = 0, widest = 0;

	(void)state;
	histogram_print(&h, out);
	fclose(out);
	for (line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		lines++;
		if (strlen(line) > widest)
			widest = strlen(line);
		if (lines == 10)	/* a few of many are visible */
			assert_string_equal(line, "   <512us            1 #");
	}
	assert_int_equal(lines, LATENCY_BUCKETS);
	assert_int_equal(widest, 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_percentile_without_waits),
		cmocka_unit_test(percentiles_are_ranks),
		cmocka_unit_test(counts_do_not_overflow),
		cmocka_unit_test(bounds_are_never_too_low),
		cmocka_unit_test(bounds_have_three_digits),
		cmocka_unit_test(histograms_fit_80_columns),
	};

	return cmocka_run_group_tests_name("latency", tests, NULL, NULL);
}
