// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "listener/listener_rate.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static struct value text(const char *t)
{
	return (struct value){ .text = t, .state = VALUE_KNOWN };
}

static const struct value unknown = { .state = VALUE_UNKNOWN };

static struct listener_row listener(uint64_t netns, uint64_t inode,
				    uint64_t syns)
{
	struct listener_row l = {
		.local = text("0.0.0.0:80"), .cookie = unknown,
		.netns = number(netns), .inode = number(inode),
		.syns = number(syns), .listen_age_ms = unknown,
	};

	return l;
}

static struct table table_of(struct listener_row *rows, size_t nrows)
{
	return (struct table){
		.format = &listener_format, .values = rows[0].value,
		.nrows = nrows,
	};
}

static void a_listener_is_found_by_namespace_and_inode(void **state)
{
	struct listener_row rows[] = {
		listener(2, 7, 1), listener(1, 9, 2), listener(1, 7, 3),
	};
	struct table before = table_of(rows, ARRAY_SIZE(rows));
	struct listener_row other = listener(2, 9, 0);
	struct earlier e;
	size_t i;

	(void)state;
	assert_int_equal(earlier_index(&e, &before, 1000), 0);
	for (i = 0; i < ARRAY_SIZE(rows); i++)
		assert_ptr_equal(earlier_row(&e, &rows[i]), &rows[i]);
	assert_null(earlier_row(&e, &other));
	earlier_free(&e);
}

static void a_kernel_socket_is_found_by_cookie(void **state)
{
	struct listener_row rows[] = { listener(1, 0, 1), listener(1, 0, 2) };
	struct table before = table_of(rows, ARRAY_SIZE(rows));
	struct earlier e;

	(void)state;
	rows[0].inode = unknown;
	rows[0].cookie = text("1f");
	rows[1].inode = unknown;
	assert_int_equal(earlier_index(&e, &before, 1000), 0);
	assert_ptr_equal(earlier_row(&e, &rows[0]), &rows[0]);
	assert_null(earlier_row(&e, &rows[1]));
	earlier_free(&e);
}

/* Asserts that it is another listener although the inode is the same. */
static void replaced(struct listener_row was, struct listener_row now)
{
	struct table before = table_of(&was, 1);
	struct earlier e;

	assert_int_equal(earlier_index(&e, &before, 1000), 0);
	assert_null(earlier_row(&e, &now));
	earlier_free(&e);
}

static void a_reused_inode_is_another_listener(void **state)
{
	struct listener_row was = listener(1, 7, 5), now = was;

	(void)state;
	now.local = text("0.0.0.0:81");
	replaced(was, now);
	now = was;
	was.cookie = text("1");
	now.cookie = text("2");
	replaced(was, now);
	now = was;
	now.listen_age_ms = number(999);
	replaced(was, now);
}

static void a_listener_may_get_a_cookie(void **state)
{
	struct listener_row was = listener(1, 7, 5), now = was;
	struct table before = table_of(&was, 1);
	struct earlier e;

	(void)state;
	now.cookie = text("2");
	now.listen_age_ms = number(1000);
	assert_int_equal(earlier_index(&e, &before, 1000), 0);
	assert_ptr_equal(earlier_row(&e, &now), &was);
	earlier_free(&e);
}

static void nothing_is_found_without_an_earlier_table(void **state)
{
	struct listener_row now = listener(1, 7, 5);
	struct earlier e;

	(void)state;
	assert_int_equal(earlier_index(&e, NULL, 0), 0);
	assert_null(earlier_row(&e, &now));
	earlier_free(&e);
}

static void rates_are_per_second_and_never_negative(void **state)
{
	struct rate rate = rate_between(number(10), number(25), 500);

	(void)state;
	assert_true(rate.known && rate.per_second == 30);
	rate = rate_between(number(10), number(10), 500);
	assert_true(rate.known && rate.per_second == 0);
	assert_false(rate_between(number(10), number(9), 500).known);
	assert_false(rate_between(unknown, number(9), 500).known);
	assert_false(rate_between(number(9), unknown, 500).known);
	assert_false(rate_between(number(1), number(2), 0).known);
}

static void a_new_listener_has_no_rates(void **state)
{
	struct listener_row was = listener(1, 7, 5), now = listener(1, 7, 9);
	struct listener_row other = listener(1, 8, 9);
	struct table before = table_of(&was, 1);
	struct rate rate[NRATES];
	struct earlier e;

	(void)state;
	assert_int_equal(earlier_index(&e, &before, 2000), 0);
	listener_rates(&e, &now, rate);
	assert_true(rate[RATE_SYNS].known && rate[RATE_SYNS].per_second == 2);
	assert_false(rate[RATE_COOKIES].known);
	listener_rates(&e, &other, rate);
	assert_false(rate[RATE_SYNS].known);
	earlier_free(&e);
}

static void rates_fit_five_characters(void **state)
{
	static const struct {
		double rate;
		const char *text;
	} cases[] = {
		{ 0, "0" }, { 0.01, "<0.1" }, { 0.5, "0.5" }, { 9.94, "9.9" },
		{ 9.96, "10" }, { 128.4, "128" }, { 9999, "9999" },
		{ 9999.6, "10k" }, { 123456, "123k" }, { 9999600, "10M" },
		{ 1.8e19, "18E" },
	};
	char buf[RATE_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct rate rate = { cases[i].rate, true };

		assert_string_equal(rate_text(rate, buf), cases[i].text);
		assert_in_range(strlen(cases[i].text), 1, 5);
	}
	assert_string_equal(rate_text((struct rate){ 7, false }, buf), "-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_listener_is_found_by_namespace_and_inode),
		cmocka_unit_test(a_kernel_socket_is_found_by_cookie),
		cmocka_unit_test(a_reused_inode_is_another_listener),
		cmocka_unit_test(a_listener_may_get_a_cookie),
		cmocka_unit_test(nothing_is_found_without_an_earlier_table),
		cmocka_unit_test(rates_are_per_second_and_never_negative),
		cmocka_unit_test(a_new_listener_has_no_rates),
		cmocka_unit_test(rates_fit_five_characters),
	};

	return cmocka_run_group_tests_name("listener rates", tests, NULL, NULL);
}
