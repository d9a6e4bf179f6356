// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>

#include "cmd/range.h"

static bool alerts(const char *text, uint64_t value)
{
	struct range range = { .text = NULL };

	assert_int_equal(range_parse(text, &range), 0);
	assert_ptr_equal(range.text, text);
	return range_alerts(&range, value);
}

static void a_number_is_the_upper_end(void **state)
{
	(void)state;
	assert_false(alerts("10", 0));
	assert_false(alerts("10", 10));
	assert_true(alerts("10", 11));
	assert_false(alerts("0", 0));
	assert_true(alerts("0", 1));
}

static void both_ends_are_included(void **state)
{
	(void)state;
	assert_true(alerts("10:20", 9));
	assert_false(alerts("10:20", 10));
	assert_false(alerts("10:20", 20));
	assert_true(alerts("10:20", 21));
	assert_false(alerts("7:7", 7));
}

static void ends_may_be_open(void **state)
{
	(void)state;
	assert_true(alerts("10:", 9));
	assert_false(alerts("10:", UINT64_MAX));
	assert_false(alerts("~:10", 0));
	assert_true(alerts("~:10", 11));
	assert_false(alerts("~:", UINT64_MAX));
}

static void at_alerts_inside(void **state)
{
	(void)state;
	assert_false(alerts("@10:20", 9));
	assert_true(alerts("@10:20", 10));
	assert_true(alerts("@10:20", 20));
	assert_false(alerts("@10:20", 21));
	assert_true(alerts("@10", 0));
}

static void other_text_is_an_error(void **state)
{
	static const char *const texts[] = {
		"", "@", ":", ":10", "~", "~10", "a", "1a", "1:a", "1:2:3",
		"2:1", "-1", "-5:3", "+3", " 3", "3 ", "1.5", "@@1",
		"18446744073709551616",
	};
	struct range range = { .text = "kept" };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(texts); i++)
		assert_int_equal(range_parse(texts[i], &range), -EINVAL);
	assert_string_equal(range.text, "kept");
}

static void an_absent_range_never_alerts(void **state)
{
	const struct range none = { .text = NULL };

	(void)state;
	assert_false(range_alerts(&none, 0));
	assert_false(range_alerts(&none, UINT64_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_is_the_upper_end),
		cmocka_unit_test(both_ends_are_included),
		cmocka_unit_test(ends_may_be_open),
		cmocka_unit_test(at_alerts_inside),
		cmocka_unit_test(other_text_is_an_error),
		cmocka_unit_test(an_absent_range_never_alerts),
	};

	return cmocka_run_group_tests_name("range", tests, NULL, NULL);
}
