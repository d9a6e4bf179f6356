// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "table/cell.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static const struct value unknown = { .state = VALUE_UNKNOWN };

static void durations_are_written_with_units(void **state)
{
	static const struct {
		uint64_t ms;
		const char *text;
	} cases[] = {
		{ 0, "0.0s" }, { 99, "0.0s" }, { 120, "0.1s" },
		{ 9999, "9.9s" }, { 10000, "10s" }, { 59999, "59s" },
		{ 60000, "1m00s" }, { 3599999, "59m59s" },
		{ 3600000, "1h00m" }, { 86399999, "23h59m" },
		{ 86400000, "1d00h" }, { UINT64_MAX, "213503982334d14h" },
	};
	char buf[CELL_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		assert_string_equal(duration_cell(number(cases[i].ms), buf),
				    cases[i].text);
	assert_null(duration_cell(unknown, buf));
}

static void a_fill_needs_a_depth_or_a_limit(void **state)
{
	char buf[CELL_SIZE];

	(void)state;
	assert_string_equal(fill_cell(number(3), number(128), buf), "3/128");
	assert_string_equal(fill_cell(unknown, number(128), buf), "-/128");
	assert_string_equal(fill_cell(number(3), unknown, buf), "3/-");
	assert_null(fill_cell(unknown, unknown, buf));
	assert_string_equal(fill_cell(number(UINT64_MAX), number(UINT64_MAX),
				      buf),
			    "18446744073709551615/18446744073709551615");
}

static void a_rate_above_0_is_not_written_as_0(void **state)
{
	static const struct {
		double rate;
		const char *text;
	} cases[] = {
		{ 0, "0" }, { 1.0 / 3600, "0.0003" }, { 0.05, "0.1" },
		{ 2, "2.0" }, { 9999.96, "10000.0" },
	};
	char buf[CELL_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++)
		assert_string_equal(per_second_cell(cases[i].rate, buf),
				    cases[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(durations_are_written_with_units),
		cmocka_unit_test(a_fill_needs_a_depth_or_a_limit),
		cmocka_unit_test(a_rate_above_0_is_not_written_as_0),
	};

	return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
