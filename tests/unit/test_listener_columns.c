// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "listener/listener.h"
#include "view/listener_columns.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static const struct value unknown = { .state = VALUE_UNKNOWN };

static const char *parse_list(struct selection *s, const char *list)
{
	static char copy[256];

	s->set = &listener_columns;
	snprintf(copy, sizeof(copy), "%s", list);
	return selection_parse(s, copy);
}

static void every_token_is_a_column(void **state)
{
	struct selection s = { .count = 0 };
	size_t i;

	(void)state;
	for (i = 0; i < LISTENER_NCOLUMNS; i++) {
		assert_null(parse_list(&s, listener_format.columns[i].token));
		assert_int_equal(s.count, 1);
		assert_int_equal(s.column[0], i);
	}
}

static void names_are_unique_and_fit(void **state)
{
	char a[COLUMN_NAME_SIZE], b[COLUMN_NAME_SIZE];
	size_t i, j;

	(void)state;
	for (i = 0; i < NCOLUMNS; i++) {
		column_name(&listener_columns, i, a);
		assert_in_range(strlen(a), 1, COLUMN_NAME_SIZE - 2);
		assert_null(strchr(a, '_'));
		for (j = 0; j < i; j++) {
			column_name(&listener_columns, j, b);
			assert_string_not_equal(a, b);
		}
	}
}

static void a_list_replaces_the_selection(void **state)
{
	struct selection s = { .count = 0 };
	size_t defaults;

	(void)state;
	listener_selection_default(&s, false);
	defaults = s.count;
	assert_null(parse_list(&s, "+FAMILY,uid,local"));
	assert_int_equal(s.count, defaults + 2);
	assert_int_equal(s.column[defaults], LISTENER_family);
	assert_null(parse_list(&s, "pid,Syn_Queue,SYNQ-PEAK60,PID"));
	assert_int_equal(s.count, 3);
	assert_int_equal(s.column[0], COLUMN_PID);
	assert_int_equal(s.column[1], COLUMN_SYN_QUEUE);
	assert_int_equal(s.column[2], LISTENER_synq_peak60);
	selection_all(&s);
	assert_int_equal(s.count, NCOLUMNS);
}

static void added_columns_stand_behind_the_default(void **state)
{
	struct selection s = { .count = 0 };
	size_t i;

	(void)state;
	assert_null(parse_list(&s, "+syn-peak,syns/s,pid"));
	listener_selection_default(&s, true);
	assert_int_equal(s.column[0], LISTENER_local);
	assert_int_equal(s.column[s.count - 1], COLUMN_SYN_PEAK);
	for (i = 0; i < s.count; i++)
		assert_int_not_equal(s.column[i], COLUMN_DROPS);
	assert_null(parse_list(&s, "uid"));
	listener_selection_default(&s, true);
	assert_int_equal(s.count, 1);
}

static void unknown_names_are_returned(void **state)
{
	struct selection s = { .count = 0 };

	(void)state;
	listener_selection_default(&s, false);
	assert_string_equal(parse_list(&s, "local,foo"), "foo");
	assert_string_equal(parse_list(&s, ""), "");
	assert_string_equal(parse_list(&s, "+"), "");
	assert_string_equal(parse_list(&s, "local,"), "");
	assert_string_equal(parse_list(&s, "loca"), "loca");
	assert_string_equal(parse_list(&s, "locals"), "locals");
	assert_string_equal(parse_list(&s, " local"), " local");
}

static void owners_are_wanted_only_if_selected(void **state)
{
	struct selection s = { .count = 0 };

	(void)state;
	listener_selection_default(&s, false);
	assert_int_equal(selection_owners(&s), OWNERS_FIRST);
	assert_null(parse_list(&s, "local,syn-queue"));
	assert_int_equal(selection_owners(&s), OWNERS_NONE);
	assert_null(parse_list(&s, "+holders"));
	assert_int_equal(selection_owners(&s), OWNERS_ALL);
	assert_null(parse_list(&s, "+pid"));
	assert_int_equal(selection_owners(&s), OWNERS_ALL);
}

static const char *cell(size_t column, const struct listener_row *l,
			struct owner owner)
{
	static char buf[CELL_SIZE];
	struct listener e = { .row = l, .owner = owner };

	return column_cell(&listener_columns, column, &e, buf);
}

static void cells_show_values(void **state)
{
	struct listener_row l = { .local = { .text = "x",
					     .state = VALUE_KNOWN } };
	struct owner none = { NULL, 0 };

	(void)state;
	l.synq = number(UINT64_MAX);
	l.uid = unknown;
	assert_string_equal(cell(LISTENER_local, &l, none), "x");
	assert_string_equal(cell(LISTENER_synq, &l, none),
			    "18446744073709551615");
	assert_null(cell(LISTENER_uid, &l, none));
	assert_null(cell(LISTENER_cookie, &l, none));
}

static void cells_show_queues(void **state)
{
	struct listener_row l = { .synq = number(0) };
	struct owner none = { NULL, 0 };

	(void)state;
	assert_string_equal(cell(COLUMN_SYN_QUEUE, &l, none), "0/-");
	l.synq_limit = number(UINT64_MAX);
	l.synq = l.synq_limit;
	assert_string_equal(cell(COLUMN_SYN_QUEUE, &l, none),
			    "18446744073709551615/18446744073709551615");
	assert_null(cell(COLUMN_ACCEPT_QUEUE, &l, none));
	l.acceptq_limit = number(5);
	assert_string_equal(cell(COLUMN_ACCEPT_QUEUE, &l, none), "-/5");
}

static void cells_show_owners(void **state)
{
	static const struct holder holders[] = {
		{ .inode = 1, .pid = 4194304, .name = "a b" },
		{ .inode = 1, .pid = 4194305, .name = "c" },
	};
	static const struct holder nameless = { .inode = 1, .pid = 5 };
	struct listener_row l = { .synq = number(0) };

	(void)state;
	assert_string_equal(cell(COLUMN_PID, &l, (struct owner){ holders, 2 }),
			    "4194304");
	assert_string_equal(cell(COLUMN_PROCESS, &l,
				 (struct owner){ holders, 2 }), "a b");
	assert_string_equal(cell(COLUMN_HOLDERS, &l,
				 (struct owner){ holders, 2 }), "2");
	assert_null(cell(COLUMN_PROCESS, &l, (struct owner){ &nameless, 1 }));
	assert_null(cell(COLUMN_PID, &l, (struct owner){ NULL, 0 }));
	assert_null(cell(COLUMN_PROCESS, &l, (struct owner){ NULL, 0 }));
	assert_null(cell(COLUMN_HOLDERS, &l, (struct owner){ NULL, 0 }));
}

static void set_dropped(struct listener_row *l, struct value v)
{
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (listener_format.columns[i].kind == KIND_DROP)
			l->value[i] = v;
}

static size_t count_dropped(void)
{
	size_t i, n = 0;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		n += listener_format.columns[i].kind == KIND_DROP;
	return n;
}

static void drops_are_the_sum_of_all_causes(void **state)
{
	struct listener_row l = { .syns = number(1000) };

	(void)state;
	assert_int_equal(listener_drops(&l).state, VALUE_ABSENT);
	set_dropped(&l, number(3));
	assert_true(known(listener_drops(&l)));
	assert_int_equal(listener_drops(&l).number, 3 * count_dropped());
	l.syn_synq_full = number(UINT64_MAX);
	assert_true(listener_drops(&l).number == UINT64_MAX);
	l.syn_synq_full = unknown;
	assert_false(known(listener_drops(&l)));
	assert_int_equal(listener_drops(&l).number,
			 3 * (count_dropped() - 1));
}

static void absent_causes_do_not_make_the_sum_unknown(void **state)
{
	struct listener_row l = { .syn_synq_full = number(4) };

	(void)state;
	assert_true(known(listener_drops(&l)));
	assert_int_equal(listener_drops(&l).number, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_token_is_a_column),
		cmocka_unit_test(names_are_unique_and_fit),
		cmocka_unit_test(a_list_replaces_the_selection),
		cmocka_unit_test(added_columns_stand_behind_the_default),
		cmocka_unit_test(unknown_names_are_returned),
		cmocka_unit_test(owners_are_wanted_only_if_selected),
		cmocka_unit_test(cells_show_values),
		cmocka_unit_test(cells_show_queues),
		cmocka_unit_test(cells_show_owners),
		cmocka_unit_test(drops_are_the_sum_of_all_causes),
		cmocka_unit_test(absent_causes_do_not_make_the_sum_unknown),
	};

	return cmocka_run_group_tests_name("listener columns", tests, NULL,
					   NULL);
}
