// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "table/trace_event.h"

#define BEFORE "         traffic-155     [000] b.s2.     2.319221: "
#define FIELDS(local, remote)						\
	"netns=4026532114 local=" local " remote=" remote		\
	" cause=syn_acceptq_full synq=0/3 acceptq=3/18446744073709551615"
#define IPV4 FIELDS("[::ffff:10.1.0.1]:1401", "[::ffff:10.130.0.1]:43790")
#define LONGEST "[1234:1234:1234:1234:1234:1234:1234:1234]:65535"
#define GOOD BEFORE "listenq_drop: " IPV4

static bool parse(const char *line, struct trace_event *event)
{
	char *copy = exact_copy(line, strlen(line) + 1);
	bool parsed = trace_event_parse(copy, event);

	free(copy);
	return parsed;
}

static void an_event_is_parsed(void **state)
{
	struct trace_event event;
	struct drop_row *r = &event.drop;

	(void)state;
	assert_true(parse(GOOD, &event));
	assert_int_equal(event.at_us, 2319221);
	assert_true(r->netns.number == 4026532114);
	assert_string_equal(r->local.text, "10.1.0.1:1401");
	assert_string_equal(r->remote.text, "10.130.0.1:43790");
	assert_string_equal(r->cause.text, "syn_acceptq_full");
	assert_true(known(r->synq) && r->synq.number == 0);
	assert_true(known(r->synq_limit) && r->synq_limit.number == 3);
	assert_true(known(r->acceptq) && r->acceptq.number == 3);
	assert_true(r->acceptq_limit.number == UINT64_MAX);
	assert_false(known(r->age_ms));
}

static void endpoints_are_written_as_in_tables(void **state)
{
	struct trace_event event;

	(void)state;
	assert_true(parse(BEFORE "listenq_expire: "
			  FIELDS("[::]:80", "[fd02::7]:0"), &event));
	assert_string_equal(event.drop.local.text, "[::]:80");
	assert_string_equal(event.drop.remote.text, "[fd02::7]:0");
	assert_true(parse(BEFORE "listenq_expire: "
			  FIELDS("[::ffff:0.0.0.0]:80", LONGEST), &event));
	assert_string_equal(event.drop.local.text, "0.0.0.0:80");
	assert_string_equal(event.drop.remote.text, LONGEST);
}

static void process_names_are_not_trusted(void **state)
{
	struct trace_event event;

	(void)state;
	assert_true(parse("netns=1 local=x-155 [000] b.s2. 9.000001: "
			  "listenq_drop: " IPV4, &event));
	assert_int_equal(event.at_us, 9000001);
	assert_string_equal(event.drop.local.text, "10.1.0.1:1401");
}

static void other_lines_are_not_events(void **state)
{
	static const char * const lines[] = {
		"", "CPU:0 [LOST 17 EVENTS]", BEFORE, BEFORE "listenq_drop: ",
		BEFORE "sched_switch: " IPV4,
		"listenq_drop: " IPV4,
		": listenq_drop: " IPV4,
		"1.5: listenq_drop: " IPV4,
		"99999999999999999999.000000: listenq_drop: " IPV4,
		BEFORE "listenq_drop: netns=1",
		BEFORE "listenq_drop: " FIELDS("nonsense", "[::1]:1"),
		BEFORE "listenq_drop: " FIELDS("", "[::1]:1"),
		BEFORE "listenq_drop: netns=x local=[::1]:1 remote=[::1]:2 cause=a synq=1/2 acceptq=1/2",
		BEFORE "listenq_drop: netns=1 local=[::1]:1 remote=[::1]:2 cause=A\033 synq=1/2 acceptq=1/2",
		BEFORE "listenq_drop: netns=1 local=[::1]:1 remote=[::1]:2 cause=a synq=12 acceptq=1/2",
		BEFORE "listenq_drop: netns=1 local=[::1]:1 remote=[::1]:2 cause=a synq=1/ acceptq=1/2",
		BEFORE "listenq_drop: netns=1 local=[::1]:1 remote=[::1]:2 cause=abcdefghijklmnopqrstuvwxyz synq=1/2 acceptq=1/2",
	};
	struct trace_event event;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(lines); i++)
		assert_false(parse(lines[i], &event));
}

/* Never reads beyond the end of a truncated line. */
static void truncated_lines_are_not_events(void **state)
{
	struct trace_event event;
	char line[] = GOOD;
	size_t length;

	(void)state;
	for (length = strlen(line); length; length--) {
		line[length - 1] = '\0';
		parse(line, &event);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_event_is_parsed),
		cmocka_unit_test(endpoints_are_written_as_in_tables),
		cmocka_unit_test(process_names_are_not_trusted),
		cmocka_unit_test(other_lines_are_not_events),
		cmocka_unit_test(truncated_lines_are_not_events),
	};

	return cmocka_run_group_tests_name("trace event", tests, NULL, NULL);
}
