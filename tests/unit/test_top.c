// SPDX-License-Identifier: GPL-2.0-only
/* Tests what 'listenq top' shows, and its keys, without a terminal. */
#include "test.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>

#include "listener/listener.h"
#include "top/bar.h"
#include "top/keys.h"
#include "top/list.h"
#include "top/screen.h"
#include "top/text_lines.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static const struct value unknown = { .state = VALUE_UNKNOWN };

static const char *bar_of(struct bar bar, int columns, bool utf8)
{
	static char text[BAR_SIZE];

	bar_text(bar, columns, utf8, text);
	return text;
}

static void a_bar_is_full_only_if_the_queue_is_full(void **state)
{
	(void)state;
	assert_string_equal(bar_of((struct bar){ number(0), unknown,
				   number(8) }, 4, false), "....");
	assert_string_equal(bar_of((struct bar){ number(4), unknown,
				   number(8) }, 4, false), "##..");
	assert_string_equal(bar_of((struct bar){ number(9), unknown,
				   number(8) }, 4, false), "####");
	assert_string_equal(bar_of((struct bar){ number(7999), unknown,
				   number(8000) }, 1, true), "\u2589");
	assert_string_equal(bar_of((struct bar){ number(1), unknown,
				   number(UINT64_MAX) }, 2, true),
			    "\u258f\u00b7");
	assert_string_equal(bar_of((struct bar){ number(0), number(0),
				   number(0) }, 2, false), "..");
	assert_string_equal(bar_of((struct bar){ unknown, unknown,
				   number(9) }, 2, false), "  ");
}

static void the_mark_is_at_the_peak(void **state)
{
	(void)state;
	assert_string_equal(bar_of((struct bar){ number(2), number(8),
				   number(8) }, 4, false), "#..|");
	assert_string_equal(bar_of((struct bar){ number(2), number(5),
				   number(8) }, 4, true),
			    "\u2588\u00b7\u2502\u00b7");
	assert_string_equal(bar_of((struct bar){ number(2), number(2),
				   number(8) }, 4, false), "#...");
	assert_string_equal(bar_of((struct bar){ number(8), number(9),
				   number(8) }, 4, false), "####");
}

#define ROWS 3

struct fixture {
	struct listener_row row[ROWS];
	struct listener listener[ROWS];
	struct listeners listeners;
	struct top_list list;
};

/* Ports 80, 81 and 82; the second's accept queue is full. */
static void set_up(struct fixture *f)
{
	static const char *const locals[ROWS] = {
		"0.0.0.0:80", "10.0.0.1:81", "[::1]:82",
	};
	size_t i;

	memset(f, 0, sizeof(*f));
	for (i = 0; i < ROWS; i++) {
		struct listener_row *l = &f->row[i];

		l->local = (struct value){ .text = locals[i],
					   .state = VALUE_KNOWN };
		l->inode = number(100 + i);
		l->synq = number(0);
		l->synq_limit = number(8);
		l->acceptq = number(i == 1 ? 8 : i);
		l->acceptq_limit = number(8);
		f->listener[i].row = l;
		f->listener[i].judgement.severity = i == 1 ?
			SEVERITY_CRITICAL : SEVERITY_NONE;
	}
	f->listeners.listener = f->listener;
	f->listeners.count = ROWS;
}

static void make(struct fixture *f, struct top_state *s)
{
	top_list_free(&f->list);
	assert_int_equal(top_list_make(&f->list, &f->listeners, s->filter,
				       s->sort), 0);
	top_follow(s, &f->list);
}

static void press(struct fixture *f, struct top_state *s, int key)
{
	top_key(s, key);
	if (s->view == VIEW_LIST)
		top_select(s, &f->list);
	make(f, s);
}

static size_t at(const struct fixture *f, size_t row)
{
	return (size_t)(f->list.row[row].listener - f->listener);
}

static void listeners_are_sorted_by_trouble_then_fullness(void **state)
{
	struct top_state s = { .sort = SORT_TROUBLE };
	struct fixture f;

	(void)state;
	set_up(&f);
	make(&f, &s);
	assert_int_equal(f.list.count, ROWS);
	assert_int_equal(f.list.critical, 1);
	assert_int_equal(at(&f, 0), 1);
	assert_int_equal(at(&f, 1), 2);
	assert_int_equal(at(&f, 2), 0);
	press(&f, &s, 'S');
	assert_int_equal(s.sort, SORT_PORT);
	assert_int_equal(at(&f, 0), 0);
	top_list_free(&f.list);
}

static void the_cursor_stays_with_its_listener(void **state)
{
	struct top_state s = { .sort = SORT_TROUBLE, .room = 10 };
	struct fixture f;

	(void)state;
	set_up(&f);
	make(&f, &s);
	press(&f, &s, TOP_DOWN);
	assert_int_equal(s.cursor, 1);
	f.row[0].synq = number(8);
	f.row[0].acceptq = number(8);
	make(&f, &s);
	assert_int_equal(at(&f, s.cursor), 2);
	assert_int_equal(s.cursor, 2);
	press(&f, &s, TOP_END);
	press(&f, &s, TOP_DOWN);
	assert_int_equal(s.cursor, 2);
	press(&f, &s, TOP_PAGE_UP);
	assert_int_equal(s.cursor, 0);
	press(&f, &s, 'k');
	assert_int_equal(s.cursor, 0);
	top_list_free(&f.list);
}

static void a_filter_is_typed_and_removed(void **state)
{
	struct top_state s = { .room = 10 };
	struct fixture f;

	(void)state;
	set_up(&f);
	make(&f, &s);
	press(&f, &s, '/');
	press(&f, &s, 'q');
	press(&f, &s, TOP_BACKSPACE);
	press(&f, &s, TOP_BACKSPACE);
	press(&f, &s, ':');
	press(&f, &s, '8');
	press(&f, &s, '2');
	assert_int_equal(f.list.count, 1);
	press(&f, &s, TOP_ENTER);
	assert_false(s.typing);
	assert_int_equal(s.view, VIEW_LIST);
	press(&f, &s, TOP_ENTER);
	assert_int_equal(s.view, VIEW_DETAIL);
	press(&f, &s, 'q');
	assert_int_equal(s.view, VIEW_LIST);
	press(&f, &s, TOP_ESCAPE);
	assert_int_equal(f.list.count, ROWS);
	press(&f, &s, 'q');
	assert_true(s.quit);
	top_list_free(&f.list);
}

static void the_detail_view_does_not_change_its_listener(void **state)
{
	struct top_state s = { .room = 10 };
	struct fixture f;

	(void)state;
	set_up(&f);
	make(&f, &s);
	press(&f, &s, TOP_ENTER);
	assert_non_null(top_selected(&s, &f.list));
	f.row[1].inode = number(999);
	make(&f, &s);
	assert_null(top_selected(&s, &f.list));
	top_list_free(&f.list);
}

/* At every size: as many lines as the screen has, none wider than it. */
static void lines_fit_screens_of_any_size(void **state)
{
	struct text_lines out = { .count = 0 }, other = { .count = 0 };
	struct top_state s = { .sort = SORT_TROUBLE };
	struct fixture f;
	int width, height, i;

	(void)state;
	set_up(&f);
	screen_help(&other);
	for (width = 1; width < TEXT_LINE_COLUMNS; width += 7)
		for (height = 1; height < 40; height++) {
			struct screen screen = { width, height, true, 2, NULL };

			s.view = height % 2 ? VIEW_LIST : VIEW_HELP;
			make(&f, &s);
			screen_lines(&out, &screen, &s, &f.list, &other);
			assert_int_equal(out.count, height);
			for (i = 0; i < height; i++)
				assert_in_range(out.line[i].columns, 0, width);
		}
	text_lines_free(&out);
	text_lines_free(&other);
	top_list_free(&f.list);
}

static void text_is_cut_by_columns(void **state)
{
	struct text_lines lines = { .count = 0 };
	struct text_line *line = text_lines_add(&lines, STYLE_PLAIN);

	(void)state;
	text_line_left(line, "\u00e4\u00f6\u00fc", 2);
	text_line_right(line, "\u65e5\u672c", 5);
	text_line_put(line, "\xff", 3);
	assert_string_equal(line->text, "\u00e4~ \u65e5\u672c\xff");
	assert_int_equal(line->columns, 8);
	text_lines_free(&lines);
}

static bool no_memory;

/* The C library's, as lib/array.c calls it. */
void *reallocarray(void *array, size_t count, size_t size)
{
	return no_memory ? NULL : realloc(array, count * size);
}

static void lack_of_memory_is_an_error(void **state)
{
	struct text_lines lines = { .count = 0 };
	struct screen screen = { 80, 24, true, 2, NULL };
	struct top_state s = { .sort = SORT_TROUBLE };
	struct fixture f;

	(void)state;
	set_up(&f);
	make(&f, &s);
	no_memory = true;
	text_line_put(text_lines_add(&lines, STYLE_PLAIN), "lost", 4);
	assert_int_equal(lines.err, -ENOMEM);
	assert_int_equal(lines.count, 0);
	assert_int_equal(screen_lines(&lines, &screen, &s, &f.list, NULL),
			 -ENOMEM);
	no_memory = false;
	assert_int_equal(screen_lines(&lines, &screen, &s, &f.list, NULL), 0);
	assert_int_equal(lines.count, 24);
	text_lines_free(&lines);
	top_list_free(&f.list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bar_is_full_only_if_the_queue_is_full),
		cmocka_unit_test(the_mark_is_at_the_peak),
		cmocka_unit_test(listeners_are_sorted_by_trouble_then_fullness),
		cmocka_unit_test(the_cursor_stays_with_its_listener),
		cmocka_unit_test(a_filter_is_typed_and_removed),
		cmocka_unit_test(the_detail_view_does_not_change_its_listener),
		cmocka_unit_test(lines_fit_screens_of_any_size),
		cmocka_unit_test(text_is_cut_by_columns),
		cmocka_unit_test(lack_of_memory_is_an_error),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("top", tests, NULL, NULL);
}
