// SPDX-License-Identifier: GPL-2.0-only
/* Tests the module's histogram buckets, which are pure arithmetic. */
#include "test.h"

#include "record/hist.h"

static void test_small(void **state)
{
	(void)state;
	assert_int_equal(lq_hist_bucket(0), 0);
	assert_int_equal(lq_hist_bucket(1), 1);
	assert_int_equal(lq_hist_bucket(2), 2);
	assert_int_equal(lq_hist_bucket(3), 2);
	assert_int_equal(lq_hist_bucket(4), 3);
}

/* Bucket n holds 2^(n-1) to 2^n - 1. */
static void test_edges(void **state)
{
	unsigned int n;

	(void)state;
	for (n = 1; n < LQ_HIST_BUCKETS - 1; n++) {
		assert_int_equal(lq_hist_bucket(1ULL << (n - 1)), n);
		assert_int_equal(lq_hist_bucket((1ULL << n) - 1), n);
	}
}

static void test_rest(void **state)
{
	(void)state;
	assert_int_equal(lq_hist_bucket((1ULL << 26) - 1), 26);
	assert_int_equal(lq_hist_bucket(1ULL << 26), 27);
	assert_int_equal(lq_hist_bucket(1ULL << 40), 27);
	assert_int_equal(lq_hist_bucket(~0ULL), 27);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
