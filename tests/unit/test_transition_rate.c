// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <math.h>

#include "listener/transition_rate.h"
#include "table/parse.h"

#define HEADER "# listenq-transitions 1\nnetns from to count\n"

struct fixture {
	char *text;
	struct table table;
};

static struct fixture parse(const char *text)
{
	struct fixture f = { .text = exact_copy(text, strlen(text)) };
	struct parse_result result;

	result = parse_table(f.text, strlen(text), &transition_format,
			     &f.table);
	assert_int_equal(result.status, PARSE_OK);
	return f;
}

static void release(struct fixture *f)
{
	table_free(&f->table);
	free(f->text);
}

static struct transition_rates between(const char *first, const char *second,
				       uint64_t netns, double seconds)
{
	struct fixture before = parse(first), after = parse(second);
	struct value id = { { netns }, netns ? VALUE_KNOWN : VALUE_UNKNOWN };
	struct transition_rates rates;

	assert_int_equal(transition_rates_between(&rates, &before.table,
						  &after.table, id, seconds),
			 0);
	release(&before);
	release(&after);
	return rates;
}

/* Returns the sum of all rates. */
static double sum_of(const struct transition_rates *rates)
{
	double sum = 0;
	size_t i, j;

	for (i = 0; i < STATES_NCOLUMNS; i++)
		for (j = 0; j < STATES_NCOLUMNS; j++)
			sum += rates->per_second[i][j];
	return sum;
}

#define RATE(r, from, to) ((r).per_second[STATES_##from][STATES_##to])

static void rates_of_one_namespace(void **state)
{
	struct transition_rates r =
		between(HEADER "1 CLOSE LISTEN 10\n2 CLOSE LISTEN 7\n",
			HEADER "1 CLOSE LISTEN 15\n2 CLOSE LISTEN 9\n", 1, 2);

	(void)state;
	assert_true(r.known);
	assert_true(RATE(r, CLOSE, LISTEN) == 2.5);
	assert_true(sum_of(&r) == 2.5);
}

static void rates_of_all_namespaces(void **state)
{
	struct transition_rates r =
		between(HEADER "1 CLOSE LISTEN 10\n2 CLOSE LISTEN 7\n",
			HEADER "1 CLOSE LISTEN 15\n2 CLOSE LISTEN 9\n", 0, 1);

	(void)state;
	assert_true(RATE(r, CLOSE, LISTEN) == 7);
}

/* A transition has no row before it first occurs. */
static void a_new_transition_counts_from_0(void **state)
{
	struct transition_rates r = between(HEADER,
					    HEADER "1 ESTABLISHED FIN_WAIT1 3\n"
					    "1 FIN_WAIT1 FIN_WAIT2 2\n", 1, 1);

	(void)state;
	assert_true(RATE(r, ESTABLISHED, FIN_WAIT1) == 3);
	assert_true(RATE(r, FIN_WAIT1, FIN_WAIT2) == 2);
	assert_true(RATE(r, FIN_WAIT2, FIN_WAIT1) == 0);
	assert_true(sum_of(&r) == 5);
}

static void a_fallen_count_makes_all_rates_unknown(void **state)
{
	struct transition_rates r = between(HEADER "1 CLOSE LISTEN 10\n",
					    HEADER "1 CLOSE LISTEN 9\n", 1, 1);

	(void)state;
	assert_false(r.known);
	assert_true(r.why_not[0]);
	r = between(HEADER "1 CLOSE LISTEN 10\n", HEADER, 1, 1);
	assert_false(r.known);
}

static void a_namespace_may_be_removed(void **state)
{
	struct transition_rates r =
		between(HEADER "1 CLOSE LISTEN 10\n2 CLOSE LISTEN 7\n"
			       "3 CLOSE LISTEN 5\n",
			HEADER "3 CLOSE LISTEN 6\n1 CLOSE LISTEN 12\n", 0, 1);

	(void)state;
	assert_true(r.known);
	assert_true(RATE(r, CLOSE, LISTEN) == 3);
	r = between(HEADER "1 CLOSE LISTEN 10\n", HEADER, 0, 1);
	assert_false(r.known);
}

static void unknown_states_share_an_index(void **state)
{
	struct transition_rates r = between(HEADER,
					    HEADER "1 CLOSE BOUND 3\n1 - LISTEN 4\n"
					    "1 CLOSE - 1\n1 local netns 3\n"
					    "- CLOSE LISTEN 9\n",
					    1, 1);

	(void)state;
	assert_true(r.known);
	assert_true(r.per_second[STATES_CLOSE][NO_STATE] == 4);
	assert_true(r.per_second[NO_STATE][STATES_LISTEN] == 4);
	assert_true(r.per_second[NO_STATE][NO_STATE] == 3);
	assert_true(sum_of(&r) == 11);
}

static void unknown_counts_have_no_rate(void **state)
{
	struct transition_rates r = between(HEADER "1 CLOSE LISTEN 3\n",
					    HEADER "1 CLOSE LISTEN -\n1 - - -\n"
					    "1 LISTEN CLOSE 2\n", 1, 1);

	(void)state;
	assert_true(r.known);
	assert_true(isnan(RATE(r, CLOSE, LISTEN)));
	assert_true(isnan(r.per_second[NO_STATE][NO_STATE]));
	assert_true(RATE(r, LISTEN, CLOSE) == 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates_of_one_namespace),
		cmocka_unit_test(rates_of_all_namespaces),
		cmocka_unit_test(a_new_transition_counts_from_0),
		cmocka_unit_test(a_fallen_count_makes_all_rates_unknown),
		cmocka_unit_test(a_namespace_may_be_removed),
		cmocka_unit_test(unknown_states_share_an_index),
		cmocka_unit_test(unknown_counts_have_no_rate),
	};

	return cmocka_run_group_tests_name("transition rates", tests, NULL,
					   NULL);
}
