// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "listener/health.h"
#include "listener/listener.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static const struct value unknown = { .state = VALUE_UNKNOWN };

static struct listener_row calm(void)
{
	struct listener_row l = {
		.synq = number(1), .synq_limit = number(129),
		.synq_peak60 = number(2),
		.acceptq = number(3), .acceptq_limit = number(100),
		.acceptq_peak60 = number(4),
		.syn_acceptq_full = number(0),
		.drop_age_ms = unknown, .cookies_since_ms = unknown,
	};

	return l;
}

static struct health health(const struct listener_row *rows, size_t n,
			    uint64_t since_ms)
{
	struct listener listener[4] = { { .row = NULL } };
	const struct listeners listeners = { .listener = listener,
					     .count = n };
	size_t i;

	for (i = 0; i < n; i++) {
		listener[i].row = &rows[i];
		listener[i].judgement = judge(&rows[i], since_ms);
	}
	return health_of(&listeners, 0);
}

static void the_fullest_is_found(void **state)
{
	struct listener_row l[2] = { calm(), calm() };
	struct health h;

	(void)state;
	l[1].acceptq_peak60 = number(50);
	h = health(l, 2, 1000);
	assert_int_equal(h.listeners, 2);
	assert_ptr_equal(h.acceptq.listener, &l[1]);
	assert_int_equal(h.acceptq.percent, 50);
	assert_ptr_equal(h.synq.listener, &l[0]);
	assert_int_equal(h.synq.percent, 1);
	assert_int_equal(h.acceptq.now_only, 0);
	l[0].acceptq_peak60 = unknown;
	h = health(l, 2, 1000);
	assert_int_equal(h.acceptq.percent, 50);
	assert_int_equal(h.acceptq.judged, 2);
	assert_int_equal(h.acceptq.now_only, 1);
}

static void unknown_queues_are_not_judged(void **state)
{
	struct listener_row l = calm();
	struct health h;

	(void)state;
	l.synq = unknown;
	l.acceptq_peak60 = unknown;
	h = health(&l, 1, 1000);
	assert_null(h.synq.listener);
	assert_int_equal(h.acceptq.percent, 3);
	l.acceptq_limit = number(0);
	assert_null(health(&l, 1, 1000).acceptq.listener);
	assert_null(health(NULL, 0, 1000).synq.listener);
}

/* The module of this table had no columns for drops. */
static void absent_columns_are_unknown(void **state)
{
	struct listener_row l = { .acceptq = number(0) };
	struct health h;

	(void)state;
	h = health(&l, 1, 1000);
	assert_false(known(h.dropped));
	assert_int_equal(h.unclear, 1);
	assert_int_equal(h.cookies_unclear, 1);
	assert_true(known(health(NULL, 0, 1000).dropped));
}

static void percents_do_not_overflow(void **state)
{
	struct listener_row l = calm();

	(void)state;
	l.synq = number(UINT64_MAX);
	l.synq_limit = number(UINT64_MAX);
	assert_int_equal(health(&l, 1, 1).synq.percent, 100);
	l.synq = number(UINT64_MAX - 1);
	l.synq_peak60 = number(0);
	assert_in_range(health(&l, 1, 1).synq.percent, 99, 100);
	l.synq = number(128);
	l.synq_limit = number(129);
	assert_int_equal(health(&l, 1, 1).synq.percent, 99);
}

static void old_drops_do_not_count(void **state)
{
	struct listener_row l[2] = { calm(), calm() };
	struct health h;

	(void)state;
	l[0].syn_acceptq_full = number(5);
	l[0].drop_age_ms = number(1000);
	h = health(l, 2, 999);
	assert_int_equal(h.dropping, 0);
	assert_null(h.last);
	assert_int_equal(h.dropped.number, 5);
	l[1].ack_other = number(2);
	l[1].drop_age_ms = number(10);
	h = health(l, 2, 1000);
	assert_int_equal(h.dropping, 2);
	assert_ptr_equal(h.last, &l[1]);
	assert_int_equal(h.dropped.number, 7);
	assert_int_equal(h.unclear, 0);
	l[0].ack_other = unknown;
	assert_int_equal(health(l, 2, 999).unclear, 1);
}

static void known_causes_count_if_others_are_unknown(void **state)
{
	struct listener_row l = calm();
	struct health h;

	(void)state;
	l.ack_other = unknown;
	l.syn_acceptq_full = number(5);
	l.drop_age_ms = number(1000);
	h = health(&l, 1, 1000);
	assert_int_equal(h.dropping, 1);
	assert_ptr_equal(h.last, &l);
	assert_int_equal(h.unclear, 0);
	assert_false(known(h.dropped));
	h = health(&l, 1, 999);
	assert_int_equal(h.dropping, 0);
	assert_int_equal(h.unclear, 1);
	l.syn_acceptq_full = number(0);
	assert_int_equal(health(&l, 1, 1000).dropping, 0);
}

static void cookies_by_choice_do_not_count(void **state)
{
	struct listener_row l = calm();

	(void)state;
	l.cookies_since_ms = number(7);
	assert_int_equal(health(&l, 1, 1).sending_cookies, 1);
	l.synq_limit = number(0);
	l.backlog = number(128);
	assert_int_equal(health(&l, 1, 1).sending_cookies, 0);
	l.backlog = number(0);
	assert_int_equal(health(&l, 1, 1).sending_cookies, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_fullest_is_found),
		cmocka_unit_test(unknown_queues_are_not_judged),
		cmocka_unit_test(absent_columns_are_unknown),
		cmocka_unit_test(percents_do_not_overflow),
		cmocka_unit_test(old_drops_do_not_count),
		cmocka_unit_test(known_causes_count_if_others_are_unknown),
		cmocka_unit_test(cookies_by_choice_do_not_count),
	};

	return cmocka_run_group_tests_name("health", tests, NULL, NULL);
}
