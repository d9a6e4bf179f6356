// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "listener/endpoint_states.h"
#include "listener/symptom.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static struct value text(const char *t)
{
	return (struct value){ .text = t, .state = VALUE_KNOWN };
}

static const struct value unknown = { .state = VALUE_UNKNOWN };

/*
 * Returns the symptom of n connections in a state, with that many in another.
 */
static bool suspicious(size_t state, uint64_t n, size_t other, uint64_t m)
{
	struct states_row s = { .row = text("listener") };
	struct endpoint_states endpoint = { .row = &s };

	s.value[other] = number(m);
	s.value[state] = number(n);
	return is_symptom(&endpoint, state);
}

static bool of_syn_queue(uint64_t n, struct value limit)
{
	struct states_row s = { .NEW_SYN_RECV = number(n) };
	struct endpoint_states endpoint = { .row = &s, .synq_limit = limit };

	return is_symptom(&endpoint, STATES_NEW_SYN_RECV);
}

static void close_wait_is_a_symptom(void **state)
{
	const size_t s = STATES_CLOSE_WAIT, other = STATES_ESTABLISHED;

	(void)state;
	assert_false(suspicious(s, 15, other, 0));
	assert_true(suspicious(s, 16, other, 0));
	assert_true(suspicious(s, 16, other, 160));
	assert_false(suspicious(s, 16, other, 161));
	assert_false(suspicious(s, 999, other, UINT64_MAX));
	assert_true(suspicious(s, 1000, other, UINT64_MAX));
}

static void new_syn_recv_is_a_symptom_by_the_limit(void **state)
{
	(void)state;
	assert_false(of_syn_queue(15, number(17)));
	assert_true(of_syn_queue(16, number(32)));
	assert_false(of_syn_queue(16, number(33)));
	assert_true(of_syn_queue(17, number(33)));
	assert_false(of_syn_queue(2047, number(4096)));
	assert_true(of_syn_queue(2048, number(4096)));
	/* There is no symptom if the limit is unknown. */
	assert_false(of_syn_queue(5000, unknown));
}

static void closing_states_are_symptoms_by_time_wait(void **state)
{
	static const size_t states[] = {
		STATES_FIN_WAIT1, STATES_FIN_WAIT2, STATES_CLOSING,
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(states); i++) {
		assert_false(suspicious(states[i], 99, STATES_TIME_WAIT, 0));
		assert_true(suspicious(states[i], 100, STATES_TIME_WAIT, 0));
		assert_true(suspicious(states[i], 100, STATES_TIME_WAIT, 400));
		assert_false(suspicious(states[i], 100, STATES_TIME_WAIT, 401));
		assert_true(suspicious(states[i], UINT64_MAX / 4 + 1,
				       STATES_TIME_WAIT, UINT64_MAX));
	}
}

static void short_states_are_symptoms_by_established(void **state)
{
	static const size_t states[] = {
		STATES_LAST_ACK, STATES_SYN_SENT, STATES_SYN_RECV,
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(states); i++) {
		assert_false(suspicious(states[i], 99, STATES_ESTABLISHED, 0));
		assert_true(suspicious(states[i], 100, STATES_ESTABLISHED,
				       100));
		assert_false(suspicious(states[i], 100, STATES_ESTABLISHED,
					101));
	}
}

static void other_states_are_no_symptoms(void **state)
{
	static const size_t states[] = {
		STATES_ESTABLISHED, STATES_TIME_WAIT, STATES_LISTEN,
		STATES_CLOSE,
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(states); i++)
		assert_false(suspicious(states[i], UINT64_MAX,
					STATES_FIN_WAIT1, 0));
}

static void unknown_counts_are_no_symptoms(void **state)
{
	struct states_row s = { .CLOSE_WAIT = unknown };
	struct endpoint_states endpoint = { .row = &s };

	(void)state;
	assert_false(has_symptom(&endpoint));
	s.CLOSE_WAIT = number(500);
	s.ESTABLISHED = unknown;
	assert_false(has_symptom(&endpoint));
	s.CLOSE_WAIT = number(1000);
	assert_true(has_symptom(&endpoint));
}

static char said[1024];

static const char *print(const struct states_row *s, struct owner owner)
{
	struct endpoint_states endpoint = { .row = s, .owner = owner };
	const struct states_table table = { .endpoint = &endpoint, .count = 1 };
	FILE *out = fmemopen(said, sizeof(said), "w");

	symptoms_print(&table, out);
	fclose(out);
	return said;
}

static void lines_name_the_endpoint(void **state)
{
	static const struct holder stuck = { .pid = 149, .name = "stuck" };
	static const struct holder nameless = { .pid = 7 };
	const struct owner nobody = { NULL, 0 };
	struct states_row s = {
		.local = text("10.1.0.1:8080"), .row = text("listener"),
		.ESTABLISHED = number(0), .CLOSE_WAIT = number(3812),
	};

	(void)state;
	assert_string_equal(print(&s, (struct owner){ &stuck, 1 }),
			    "10.1.0.1:8080 (pid 149, stuck): 3812 in "
			    "CLOSE_WAIT: the clients have closed, but the "
			    "program has not called close()\n");
	assert_memory_equal(print(&s, (struct owner){ &nameless, 1 }),
			    "10.1.0.1:8080 (pid 7): 3812", 27);
	assert_memory_equal(print(&s, nobody), "10.1.0.1:8080: 3812", 19);
	s.row = text("closed");
	assert_memory_equal(print(&s, nobody), "10.1.0.1:8080 (closed): ", 24);
	s.local = unknown;
	assert_memory_equal(print(&s, nobody), "closed listeners: 3812", 22);
	s.row = text("none");
	assert_string_equal(print(&s, nobody),
			    "no listener: 3812 in CLOSE_WAIT: the other ends "
			    "have closed, but the program has not called close()\n");
}

static void the_total_has_no_symptoms(void **state)
{
	struct states_row s = {
		.row = text("total"), .CLOSE_WAIT = number(3812),
	};
	struct endpoint_states endpoint = { .row = &s };

	(void)state;
	assert_false(has_symptom(&endpoint));
}

/* Clients that answered, that did not, and that have closed differ in the cause. */
static void parts_of_a_state_are_told_apart(void **state)
{
	const struct owner nobody = { NULL, 0 };
	struct states_row s = {
		.local = text("10.1.0.1:80"), .row = text("listener"),
		.ESTABLISHED = number(0), .CLOSE_WAIT = number(40),
		.unaccepted_closed = number(20),
		.NEW_SYN_RECV = number(40), .half_open_acked = number(40),
	};
	struct endpoint_states endpoint = { .row = &s,
					    .synq_limit = number(64) };
	char ids[CELL_SIZE];

	(void)state;
	assert_string_equal(symptoms_text(&endpoint, ids),
			    "unclosed,closed-unaccepted,half-open-acked");
	s.NEW_SYN_RECV = number(56);
	s.unaccepted_closed = number(40);
	assert_string_equal(symptoms_text(&endpoint, ids),
			    "closed-unaccepted,half-open-unanswered,half-open-acked");
	s.NEW_SYN_RECV = number(0);
	assert_string_equal(print(&s, nobody),
			    "10.1.0.1:80: 40 in CLOSE_WAIT: the clients have "
			    "closed while they waited for accept(), which has "
			    "not taken them\n");
	s.CLOSE_WAIT = number(0);
	s.unaccepted_closed = number(0);
	s.half_open_acked = number(0);
	assert_null(symptoms_text(&endpoint, ids));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(close_wait_is_a_symptom),
		cmocka_unit_test(new_syn_recv_is_a_symptom_by_the_limit),
		cmocka_unit_test(closing_states_are_symptoms_by_time_wait),
		cmocka_unit_test(short_states_are_symptoms_by_established),
		cmocka_unit_test(other_states_are_no_symptoms),
		cmocka_unit_test(unknown_counts_are_no_symptoms),
		cmocka_unit_test(lines_name_the_endpoint),
		cmocka_unit_test(the_total_has_no_symptoms),
		cmocka_unit_test(parts_of_a_state_are_told_apart),
	};

	return cmocka_run_group_tests_name("symptom", tests, NULL, NULL);
}
