// SPDX-License-Identifier: GPL-2.0-only
/* The tables are written to files, and loaded from there. */
#include "test.h"

#include <stdio.h>
#include <unistd.h>

#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/endpoint_states.h"
#include "view/state_columns.h"

static char dir[] = "/tmp/listenq-states-XXXXXX";

static int set_up(void **state)
{
	(void)state;
	strcpy(strrchr(dir, '-'), "-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	unsetenv("LISTENQ_FILE");
	return setenv("LISTENQ_DIR", dir, 1);
}

static const char *path_of(const char *name)
{
	static char path[64];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path_of("listeners"));
	unlink(path_of("states"));
	return rmdir(dir);
}

static void write_table(const char *name, const char *text)
{
	FILE *out = fopen(path_of(name), "w");

	fprintf(out, "# listenq-%s 1\n%s", name, text);
	fclose(out);
}

static int load_matching(struct states_table *t, char *word)
{
	struct filters filters = { .count = 0 };
	struct failure why = { "" };
	int status;

	assert_int_equal(filters_parse(&word, word ? 1 : 0, &filters, &why),
			 EXIT_OK);
	status = states_table_load(t, &filters, OWNERS_NONE, &why);
	filters_free(&filters);
	return status;
}

static void limits_of_listeners_are_summed_by_endpoint(void **state)
{
	struct states_table t;

	(void)state;
	write_table("listeners",
		    "local synq_limit netns\n0.0.0.0:80 9 1\n0.0.0.0:80 8 1\n"
		    "0.0.0.0:80 100 2\n[::]:80 1000 1\n0.0.0.0:81 5000 1\n");
	write_table("states",
		    "local row netns ESTABLISHED\n0.0.0.0:80 listener - 1\n"
		    "0.0.0.0:80 listener 1 1\n0.0.0.0:80 closed 1 1\n"
		    "- none 1 2\n- total 1 3\n0.0.0.0:80 listener 2 4\n");
	assert_int_equal(load_matching(&t, NULL), EXIT_OK);
	assert_int_equal(t.count, 6);
	assert_int_equal(t.endpoint[0].synq_limit.number, 117);
	assert_int_equal(t.endpoint[1].synq_limit.number, 17);
	assert_false(known(t.endpoint[2].synq_limit));
	assert_false(known(t.endpoint[3].synq_limit));
	assert_int_equal(t.endpoint[5].synq_limit.number, 100);
	assert_true(states_table_spans_namespaces(&t));
	states_table_free(&t);
}

static void sums_skip_the_total(void **state)
{
	struct states_table t;

	(void)state;
	write_table("listeners", "local\n0.0.0.0:80\n");
	write_table("states",
		    "local row ESTABLISHED CLOSE\n0.0.0.0:80 listener 1 -\n"
		    "0.0.0.0:81 closed 10 -\n- none 100 -\n- total 111 -\n");
	assert_int_equal(load_matching(&t, NULL), EXIT_OK);
	assert_int_equal(states_table_sum(&t, STATES_ESTABLISHED).number, 111);
	assert_false(known(states_table_sum(&t, STATES_CLOSE)));
	assert_int_equal(states_table_sum(&t, STATES_LAST_ACK).state,
			 VALUE_ABSENT);
	assert_false(states_table_spans_namespaces(&t));
	states_table_free(&t);
	assert_int_equal(load_matching(&t, (char *)"81"), EXIT_OK);
	assert_int_equal(t.count, 1);
	assert_true(endpoint_is(&t.endpoint[0], "closed"));
	states_table_free(&t);
	assert_int_equal(load_matching(&t, (char *)"82"), EXIT_USAGE);
	states_table_free(&t);
}

static void rows_are_sorted(void **state)
{
	static const char *const sorted[] = {
		"[::]:22 listener 1", "10.1.0.1:22 listener 1",
		"10.1.0.1:443 listener 1", "10.1.0.1:443 closed 1",
		"- closed 1", "- none 1", "- total 1",
		"10.1.0.1:80 listener 2", "- total 2",
	};
	static const int mixed[] = { 8, 6, 2, 4, 0, 7, 3, 5, 1 };
	char text[512] = "local row netns\n";
	struct states_table t;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(mixed); i++) {
		strcat(text, sorted[mixed[i]]);
		strcat(text, "\n");
	}
	write_table("listeners", "local\n");
	write_table("states", text);
	assert_int_equal(load_matching(&t, NULL), EXIT_OK);
	assert_int_equal(t.count, ARRAY_SIZE(sorted));
	for (i = 0; i < t.count; i++) {
		const struct states_row *s = t.endpoint[i].row;

		snprintf(text, sizeof(text), "%s %s %d",
			 known(s->local) ? s->local.text : "-", s->row.text,
			 (int)s->netns.number);
		assert_string_equal(text, sorted[i]);
	}
	states_table_free(&t);
}

static bool has(const struct selection *s, size_t column)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->column[i] == column)
			return true;
	return false;
}

#define ALL_STATES \
	"local row ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 " \
	"TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING NEW_SYN_RECV\n"

static void empty_states_are_not_selected(void **state)
{
	struct selection s = { .count = 0 }, left_out = { .count = 0 };
	struct states_table t;

	(void)state;
	write_table("listeners", "local\n");
	write_table("states", ALL_STATES
		    "0.0.0.0:80 listener 0 0 0 0 0 7 - 0 0 1 0 0\n");
	assert_int_equal(load_matching(&t, NULL), EXIT_OK);
	state_selection_short(&s, &left_out, &t, 0);
	assert_int_equal(s.count, 5);
	assert_int_equal(s.column[0], STATES_ENDPOINT);
	assert_int_equal(s.column[1], STATES_ESTABLISHED);
	assert_int_equal(s.column[2], STATES_TIME_WAIT);
	assert_int_equal(left_out.count, 0);
	states_table_free(&t);
}

static void the_rarest_states_are_left_out_symptoms_last(void **state)
{
	struct selection s = { .count = 0 }, left_out = { .count = 0 };
	struct states_table t;

	(void)state;
	write_table("listeners", "local synq_limit\n0.0.0.0:80 17\n");
	write_table("states", ALL_STATES
		    "0.0.0.0:80 listener 900 8 7 60 50 900 - 12 30 1 2 17\n");
	assert_int_equal(load_matching(&t, NULL), EXIT_OK);
	state_selection_short(&s, &left_out, &t, 0);
	assert_int_equal(left_out.count, 3);
	assert_int_equal(left_out.column[0], STATES_CLOSING);
	assert_int_equal(left_out.column[1], STATES_SYN_RECV);
	assert_int_equal(left_out.column[2], STATES_SYN_SENT);
	assert_true(has(&s, STATES_NEW_SYN_RECV));
	assert_true(has(&s, STATES_PROCESS));
	states_table_free(&t);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(limits_of_listeners_are_summed_by_endpoint),
		TEST(sums_skip_the_total),
		TEST(rows_are_sorted),
		TEST(empty_states_are_not_selected),
		TEST(the_rarest_states_are_left_out_symptoms_last),
	};

	return cmocka_run_group_tests_name("endpoint states", tests, NULL,
					   NULL);
}
