// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "listener/listener.h"
#include "listener/recommendation.h"

static struct listener_row row;
static struct listener listener;

/* A listener with a backlog of 100 at which nothing has happened. */
static int set_up(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		row.value[i] = number_value(0);
	row.local = text_value("10.0.0.1:80");
	row.backlog = number_value(100);
	row.synq_limit = number_value(101);
	row.acceptq_limit = number_value(101);
	row.acceptq_oldest_us = unknown_value();
	listener = (struct listener){ .row = &row };
	return 0;
}

static void is(enum remedy remedy, uint64_t backlog, const char *reason)
{
	const struct recommendation r = recommend_backlog(&listener);

	assert_int_equal(r.remedy, remedy);
	if (remedy == REMEDY_LONGER_QUEUE)
		assert_int_equal(r.backlog, backlog);
	assert_non_null(strstr(r.reason, reason));
}

static void no_queue_was_near_its_limit(void **state)
{
	(void)state;
	row.acceptq_peak = number_value(80);
	row.synq_peak = number_value(80);
	is(REMEDY_NOT_NEEDED, 0, "at worst 80 of 101 half-open and 80 of 101 ");
}

static void near_gets_a_quarter_more(void **state)
{
	(void)state;
	row.acceptq_peak = number_value(81);
	is(REMEDY_LONGER_QUEUE, 128, "its accept queue of 101 held 81 at worst");
	row.acceptq_peak = number_value(100);
	is(REMEDY_LONGER_QUEUE, 128, "held 100");
}

static void full_gets_what_was_turned_away(void **state)
{
	(void)state;
	row.acceptq_peak = number_value(101);
	row.syn_acceptq_full = number_value(20);
	row.ack_acceptq_full = number_value(7);
	is(REMEDY_LONGER_QUEUE, 128, "turned 27 away");
	row.cookie_acceptq_full = number_value(1);
	is(REMEDY_LONGER_QUEUE, 256, "turned 28 away");
}

static void one_step_is_at_most_to_the_fourfold(void **state)
{
	(void)state;
	row.acceptq_peak = number_value(101);
	row.syn_acceptq_full = number_value(1000000);
	is(REMEDY_LONGER_QUEUE, 512, "turned 1000000 away");
	row.acceptq_limit = number_value(200001);
	row.acceptq_peak = number_value(200001);
	row.backlog = number_value(200000);
	is(REMEDY_NOT_NEEDED, 0, "its backlog of 200000");
}

static void the_syn_queue_counts_as_well(void **state)
{
	(void)state;
	row.synq_peak = number_value(101);
	row.cookies = number_value(99);
	row.cookies_ok = number_value(80);
	is(REMEDY_LONGER_QUEUE, 256, "its SYN queue of 101 held 101 at worst");
	row.synq_limit = number_value(0);
	is(REMEDY_NOT_NEEDED, 0, "neither queue");
}

static void what_was_already_changed_is_enough(void **state)
{
	(void)state;
	row.acceptq_peak = number_value(101);
	row.syn_acceptq_full = number_value(28);
	row.backlog = number_value(256);
	row.synq_limit = number_value(257);
	row.acceptq_limit = number_value(257);
	is(REMEDY_NOT_NEEDED, 0, "its backlog of 256 is what its demand");
	row.syn_acceptq_full = number_value(0);
	is(REMEDY_NOT_NEEDED, 0, "neither queue");
}

static void nobody_accepts(void **state)
{
	(void)state;
	row.acceptq = number_value(101);
	row.acceptq_peak = number_value(101);
	row.acceptq_oldest_us = number_value(1000000);
	is(REMEDY_OTHER, 0, "the program does not accept: 101 wait");
	row.accepted = number_value(5);
	row.accept_age_ms = number_value(1000);
	is(REMEDY_OTHER, 0, "the program does not accept: 101 wait");
}

static void who_accepts_slowly_gets_no_longer_queue(void **state)
{
	(void)state;
	row.acceptq = number_value(101);
	row.acceptq_peak = number_value(101);
	row.syn_acceptq_full = number_value(1000);
	row.accepted = number_value(5);
	row.acceptq_oldest_us = number_value(3030000);
	is(REMEDY_OTHER, 0, "the oldest of 101 that wait has waited 3.0 s");
	/* 101 in 1.5 s: 202 in three seconds. */
	row.acceptq_oldest_us = number_value(1500000);
	is(REMEDY_LONGER_QUEUE, 202, "");
}

static void a_queue_with_few_in_it_tells_no_rate(void **state)
{
	(void)state;
	row.acceptq = number_value(1);
	row.acceptq_peak = number_value(101);
	row.accepted = number_value(1000);
	row.acceptq_oldest_us = number_value(50000);
	is(REMEDY_LONGER_QUEUE, 128, "");
}

static void an_uneven_group(void **state)
{
	(void)state;
	row.acceptq = number_value(101);
	row.acceptq_peak = number_value(101);
	listener.group = (struct group_counts){ 4, 1, 2 };
	is(REMEDY_OTHER, 0, "1 of the 4 sockets of its SO_REUSEPORT group are "
	   "full while 2 are empty");
	listener.group.empty = 0;
	is(REMEDY_LONGER_QUEUE, 128, "");
}

static void a_flood_fills_any_queue(void **state)
{
	(void)state;
	row.synq_peak = number_value(101);
	row.cookies = number_value(100);
	is(REMEDY_OTHER, 0, "none of 100 cookies came back");
	row.cookies_ok = number_value(1);
	is(REMEDY_LONGER_QUEUE, 256, "");
	row.queued = number_value(200);
	row.expired = number_value(20);
	is(REMEDY_OTHER, 0, "20 of 200 half-open connections timed out");
	row.expired = number_value(19);
	is(REMEDY_LONGER_QUEUE, 256, "");
}

static void another_limit_binds(void **state)
{
	(void)state;
	row.synq_limit = number_value(49);
	row.synq_peak = number_value(49);
	is(REMEDY_OTHER, 0, "what limits its SYN queue to 49 is "
	   "tcp_max_syn_backlog");
}

static void unknown_peaks(void **state)
{
	(void)state;
	row.acceptq_peak = unknown_value();
	is(REMEDY_UNKNOWN, 0, "not known");
}

#define TEST(f) cmocka_unit_test_setup(f, set_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_queue_was_near_its_limit),
		TEST(near_gets_a_quarter_more),
		TEST(full_gets_what_was_turned_away),
		TEST(one_step_is_at_most_to_the_fourfold),
		TEST(the_syn_queue_counts_as_well),
		TEST(what_was_already_changed_is_enough),
		TEST(nobody_accepts),
		TEST(who_accepts_slowly_gets_no_longer_queue),
		TEST(a_queue_with_few_in_it_tells_no_rate),
		TEST(an_uneven_group),
		TEST(a_flood_fills_any_queue),
		TEST(another_limit_binds),
		TEST(unknown_peaks),
	};

	return cmocka_run_group_tests_name("recommendation", tests, NULL, NULL);
}
