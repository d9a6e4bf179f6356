// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "listener/netstat.h"
#include "table/table.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static struct netstat_row netstat_row(const char *counter, uint64_t kernel, uint64_t ours)
{
	return (struct netstat_row){
		.counter = { .text = counter, .state = VALUE_KNOWN },
		.kernel = number(kernel), .ours = number(ours),
	};
}

static int64_t gap(uint64_t kernel, uint64_t ours)
{
	struct netstat_row row = netstat_row("TcpExtSyncookiesSent", kernel, ours);

	return netstat_gap(&row);
}

static void the_gap_is_the_kernels_minus_ours(void **state)
{
	(void)state;
	assert_int_equal(gap(7, 7), 0);
	assert_int_equal(gap(9, 7), 2);
	assert_int_equal(gap(7, 9), -2);
	assert_int_equal(gap(UINT64_MAX, UINT64_MAX - 1), 1);
}

static void the_gap_saturates(void **state)
{
	(void)state;
	assert_true(gap(INT64_MAX, 0) == INT64_MAX);
	assert_true(gap(UINT64_MAX, 0) == INT64_MAX);
	assert_true(gap(0, (uint64_t)INT64_MAX + 1) == INT64_MIN);
	assert_true(gap(0, UINT64_MAX) == INT64_MIN);
}

static void the_gap_needs_both_counts(void **state)
{
	struct netstat_row row = netstat_row("TcpExtListenDrops", 5, 3);

	(void)state;
	assert_true(netstat_gap_known(&row));
	row.ours.state = VALUE_UNKNOWN;
	assert_false(netstat_gap_known(&row));
	assert_int_equal(netstat_gap(&row), 0);
	assert_null(netstat_reason(&row));
	row.ours = number(3);
	row.kernel.state = VALUE_ABSENT;
	assert_false(netstat_gap_known(&row));
	assert_int_equal(netstat_gap(&row), 0);
}

static const char *reason(const char *counter, uint64_t kernel, uint64_t ours)
{
	struct netstat_row row = netstat_row(counter, kernel, ours);

	return netstat_reason(&row);
}

static void a_reason_explains_one_direction(void **state)
{
	(void)state;
	assert_null(reason("TcpExtTCPSynRetrans", 5, 5));
	assert_string_equal(reason("TcpExtTCPSynRetrans", 9, 5),
			    "includes SYNs that this host sends");
	assert_null(reason("TcpExtTCPSynRetrans", 5, 9));
	assert_null(reason("TcpExtSyncookiesFailed", 9, 5));
	assert_null(reason("TcpExtSyncookiesFailed", 5, 9));
	assert_string_not_equal(reason("TcpExtTCPDeferAcceptDrop", 9, 5),
				reason("TcpExtTCPDeferAcceptDrop", 5, 9));
}

static void counters_that_agree_have_no_reason(void **state)
{
	(void)state;
	assert_null(reason("TcpExtSyncookiesSent", 9, 5));
	assert_null(reason("NoSuchCounter", 5, 9));
}

static void an_unnamed_counter_has_no_reason(void **state)
{
	struct netstat_row row = netstat_row(NULL, 9, 5);

	(void)state;
	row.counter.state = VALUE_UNKNOWN;
	assert_null(netstat_reason(&row));
	assert_int_equal(netstat_gap(&row), 4);
}

static uint64_t contradiction(const char *counter, uint64_t kernel, uint64_t ours)
{
	struct netstat_row row = netstat_row(counter, kernel, ours);

	return netstat_contradiction(&row);
}

static void a_gap_without_a_reason_contradicts(void **state)
{
	(void)state;
	assert_int_equal(contradiction("TcpExtEmbryonicRsts", 0, 8), 8);
	assert_int_equal(contradiction("TcpExtEmbryonicRsts", 8, 0), 8);
	assert_int_equal(contradiction("TcpExtListenDrops", 8, 0), 0);
	assert_int_equal(contradiction("TcpExtListenDrops", 0, 8), 8);
	assert_true(contradiction("TcpExtEmbryonicRsts", 0, UINT64_MAX) ==
		    (uint64_t)INT64_MAX + 1);
}

static void a_small_gap_does_not_contradict(void **state)
{
	(void)state;
	assert_int_equal(contradiction("TcpPassiveOpens", 3, 0), 0);
	assert_int_equal(contradiction("TcpPassiveOpens", 0, 3), 0);
	assert_int_equal(contradiction("TcpPassiveOpens", 4, 0), 4);
	assert_int_equal(contradiction("TcpPassiveOpens", 10240, 10230), 0);
	assert_int_equal(contradiction("TcpPassiveOpens", 10240, 10229), 11);
}

static void each_counter_has_columns(void **state)
{
	struct netstat_row row = netstat_row("TcpExtEmbryonicRsts", 1, 1);

	(void)state;
	assert_string_equal(netstat_columns_of(&row), "reset, aborted");
	row = netstat_row("NoSuchCounter", 1, 1);
	assert_null(netstat_columns_of(&row));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_gap_is_the_kernels_minus_ours),
		cmocka_unit_test(the_gap_saturates),
		cmocka_unit_test(the_gap_needs_both_counts),
		cmocka_unit_test(a_reason_explains_one_direction),
		cmocka_unit_test(counters_that_agree_have_no_reason),
		cmocka_unit_test(an_unnamed_counter_has_no_reason),
		cmocka_unit_test(a_gap_without_a_reason_contradicts),
		cmocka_unit_test(a_small_gap_does_not_contradict),
		cmocka_unit_test(each_counter_has_columns),
	};

	return cmocka_run_group_tests_name("netstat", tests, NULL, NULL);
}
