// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "lib/failure.h"
#include "listener/judgement.h"
#include "table/table.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static const struct value unknown = { .state = VALUE_UNKNOWN };

/* A listener whose queues are just not above 80 % full. */
static struct listener_row calm(void)
{
	struct listener_row l = {
		.synq = number(80), .synq_limit = number(100),
		.synq_peak60 = number(80),
		.acceptq = number(80), .acceptq_limit = number(100),
		.acceptq_peak60 = number(80),
		.acceptq_oldest_us = number(0),
		.cookies = number(0), .cookies_since_ms = unknown,
		.queued = number(1000), .expired = number(0),
		.accepted = number(1000), .accept_age_ms = number(1),
		.drop_age_ms = unknown,
	};
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (listener_format.columns[i].kind == KIND_DROP)
			l.value[i] = number(0);
	return l;
}

static const char *troubles(const struct listener_row *l)
{
	static char text[CELL_SIZE];
	struct judgement j = judge(l, LATELY_MS);

	return troubles_text(&j, text);
}

static enum severity severity(const struct listener_row *l)
{
	return judge(l, LATELY_MS).severity;
}

/* Sets one value of a calm listener, and tells its troubles. */
#define TROUBLES_IF(field, value_) ({				\
	struct listener_row l_ = calm();			\
	l_.field = (value_);					\
	troubles(&l_);						\
})

static void a_full_queue_without_harm_is_a_warning(void **state)
{
	struct listener_row l = calm();

	(void)state;
	assert_string_equal(troubles(&l), "");
	assert_string_equal(TROUBLES_IF(synq, number(81)), "synq-near");
	assert_string_equal(TROUBLES_IF(synq, number(99)), "synq-near");
	assert_string_equal(TROUBLES_IF(synq, number(100)), "synq-full");
	assert_string_equal(TROUBLES_IF(acceptq, number(81)), "acceptq-near");
	assert_string_equal(TROUBLES_IF(acceptq, number(101)), "acceptq-full");
	assert_string_equal(TROUBLES_IF(synq_peak60, number(81)), "synq-near");
	assert_string_equal(TROUBLES_IF(acceptq_peak60, number(200)),
			    "acceptq-full");
	l.acceptq = number(101);
	assert_int_equal(severity(&l), SEVERITY_WARNING);
}

/* However small the share of the limit is that waits. */
static void an_acceptor_is_judged_by_time(void **state)
{
	struct listener_row l = calm();

	(void)state;
	l.acceptq = number(50);
	l.acceptq_peak60 = number(50);
	l.acceptq_limit = number(4097);
	l.acceptq_oldest_us = number(249999);
	assert_string_equal(troubles(&l), "");
	l.acceptq_oldest_us = number(250000);
	assert_string_equal(troubles(&l), "acceptq-slow");
	assert_int_equal(severity(&l), SEVERITY_WARNING);
	l.acceptq_oldest_us = number(9999999);
	l.accept_age_ms = number(9999);
	assert_string_equal(troubles(&l), "acceptq-slow");
	assert_int_equal(severity(&l), SEVERITY_WARNING);
	l.acceptq_oldest_us = number(90000000);
	assert_string_equal(troubles(&l), "acceptq-slow");
	assert_int_equal(severity(&l), SEVERITY_CRITICAL);
	l.accept_age_ms = number(10000);
	assert_string_equal(troubles(&l), "acceptq-stalled");
	assert_int_equal(severity(&l), SEVERITY_CRITICAL);
	l.accept_age_ms = unknown;
	assert_string_equal(troubles(&l), "acceptq-slow");
	l.accepted = number(0);
	assert_string_equal(troubles(&l), "acceptq-stalled");
	l.acceptq = number(0);
	assert_string_equal(troubles(&l), "");
}

static void old_drops_are_over(void **state)
{
	struct listener_row l = calm();

	(void)state;
	l.syn_acceptq_full = number(5);
	l.drop_age_ms = number(LATELY_MS);
	assert_string_equal(troubles(&l), "acceptq-dropped");
	assert_int_equal(severity(&l), SEVERITY_WARNING);
	l.drop_age_ms = number(LATELY_MS + 1);
	assert_string_equal(troubles(&l), "");
	assert_int_equal(judge(&l, LATELY_MS + 1).severity, SEVERITY_WARNING);
	l.drop_age_ms = unknown;
	assert_string_equal(troubles(&l), "acceptq-dropped");
	assert_true(judge(&l, LATELY_MS).unclear);
	l.drop_age_ms = number(0);
	l.acceptq = number(100);
	assert_string_equal(troubles(&l), "acceptq-dropped,acceptq-full");
	assert_int_equal(severity(&l), SEVERITY_CRITICAL);
	assert_string_equal(TROUBLES_IF(syn_synq_full, number(1)),
			    "synq-dropped");
	assert_string_equal(TROUBLES_IF(ack_other, number(1)), "other-dropped");
}

static void cookies_are_trouble_unless_by_choice(void **state)
{
	struct listener_row l = calm();

	(void)state;
	l.cookies = number(1000);
	assert_string_equal(troubles(&l), "");
	l.cookies_since_ms = number(5);
	assert_string_equal(troubles(&l), "synq-cookies");
	l.synq_limit = number(0);
	l.backlog = number(128);
	assert_string_equal(troubles(&l), "");
	l.backlog = number(0);
	assert_string_equal(troubles(&l), "synq-cookies");
}

static void a_tenth_of_half_open_connections_may_expire(void **state)
{
	(void)state;
	assert_string_equal(TROUBLES_IF(expired, number(99)), "");
	assert_string_equal(TROUBLES_IF(expired, number(100)),
			    "half-open-expired");
	assert_string_equal(TROUBLES_IF(queued, unknown), "");
}

static void unknown_values_are_no_trouble(void **state)
{
	struct listener_row l = { .synq = unknown };

	(void)state;
	assert_string_equal(troubles(&l), "");
	assert_true(judge(&l, LATELY_MS).unclear);
	assert_string_equal(TROUBLES_IF(synq, unknown), "");
	assert_string_equal(TROUBLES_IF(synq_limit, unknown), "");
	assert_string_equal(TROUBLES_IF(ack_acceptq_full, unknown), "");
}

static void huge_queues_do_not_overflow(void **state)
{
	struct listener_row l = calm();

	(void)state;
	l.synq_limit = number(UINT64_MAX);
	l.synq = number(UINT64_MAX / 5 * 4);
	assert_string_equal(troubles(&l), "");
	l.synq = number(UINT64_MAX / 5 * 4 + 1);
	assert_string_equal(troubles(&l), "synq-near");
	l.synq = number(UINT64_MAX);
	assert_string_equal(troubles(&l), "synq-full");
}

static void the_worse_of_two_members_stands(void **state)
{
	struct listener_row stuck = calm(), full = calm();
	char text[CELL_SIZE];
	struct judgement sum, j;

	(void)state;
	stuck.acceptq_oldest_us = number(20000000);
	stuck.accept_age_ms = number(20000);
	full.acceptq = number(100);
	sum = judge(&full, LATELY_MS);
	j = judge(&stuck, LATELY_MS);
	judgement_add(&sum, &j);
	assert_int_equal(sum.severity, SEVERITY_CRITICAL);
	assert_string_equal(troubles_text(&sum, text),
			    "acceptq-stalled,acceptq-full");
}

static void seconds_are_parsed(void **state)
{
	struct failure why;
	uint64_t ms = 7;

	(void)state;
	assert_int_equal(lately_parse("60", &ms, &why), EXIT_OK);
	assert_int_equal(ms, 60000);
	assert_int_equal(lately_parse("0", &ms, &why), EXIT_OK);
	assert_int_equal(ms, 0);
	assert_int_equal(lately_parse("soon", &ms, &why), EXIT_USAGE);
	assert_int_equal(lately_parse("18446744073709552", &ms, &why),
			 EXIT_USAGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_queue_without_harm_is_a_warning),
		cmocka_unit_test(an_acceptor_is_judged_by_time),
		cmocka_unit_test(old_drops_are_over),
		cmocka_unit_test(cookies_are_trouble_unless_by_choice),
		cmocka_unit_test(a_tenth_of_half_open_connections_may_expire),
		cmocka_unit_test(unknown_values_are_no_trouble),
		cmocka_unit_test(huge_queues_do_not_overflow),
		cmocka_unit_test(the_worse_of_two_members_stands),
		cmocka_unit_test(seconds_are_parsed),
	};

	return cmocka_run_group_tests_name("judgement", tests, NULL, NULL);
}
