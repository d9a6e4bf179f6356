// SPDX-License-Identifier: GPL-2.0-only
/* What 'listenq top' shows and what keys do to it, without a terminal. */
#include "test.h"

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

static void a_bar_is_full_only_if_the_queue_is(void **state)
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

static void a_mark_is_where_it_was_at_worst(void **state)
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
	struct board board;
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
	}
	f->listeners.listener = f->listener;
	f->listeners.count = ROWS;
}

static void make(struct fixture *f, struct top_state *s)
{
	board_free(&f->board);
	assert_int_equal(board_make(&f->board, &f->listeners, s->filter,
				    s->sort), 0);
	top_follow(s, &f->board);
}

static void press(struct fixture *f, struct top_state *s, int key)
{
	top_key(s, key);
	if (s->view == VIEW_BOARD)
		top_select(s, &f->board);
	make(f, s);
}

static size_t at(const struct fixture *f, size_t row)
{
	return (size_t)(f->board.row[row].listener - f->listener);
}

static void trouble_is_first_and_the_fuller_before_the_emptier(void **state)
{
	struct top_state s = { .sort = SORT_TROUBLE };
	struct fixture f;

	(void)state;
	set_up(&f);
	make(&f, &s);
	assert_int_equal(f.board.count, ROWS);
	assert_int_equal(f.board.full, 1);
	assert_int_equal(at(&f, 0), 1);
	assert_int_equal(at(&f, 1), 2);
	assert_int_equal(at(&f, 2), 0);
	press(&f, &s, 'S');
	assert_int_equal(s.sort, SORT_PORT);
	assert_int_equal(at(&f, 0), 0);
	board_free(&f.board);
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
	board_free(&f.board);
}

static void a_filter_is_typed_and_taken_back(void **state)
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
	assert_int_equal(f.board.count, 1);
	press(&f, &s, TOP_ENTER);
	assert_false(s.typing);
	assert_int_equal(s.view, VIEW_BOARD);
	press(&f, &s, TOP_ENTER);
	assert_int_equal(s.view, VIEW_LISTENER);
	press(&f, &s, 'q');
	assert_int_equal(s.view, VIEW_BOARD);
	press(&f, &s, TOP_ESCAPE);
	assert_int_equal(f.board.count, ROWS);
	press(&f, &s, 'q');
	assert_true(s.quit);
	board_free(&f.board);
}

static void the_page_of_one_that_closed_is_nobody_elses(void **state)
{
	struct top_state s = { .room = 10 };
	struct fixture f;

	(void)state;
	set_up(&f);
	make(&f, &s);
	press(&f, &s, TOP_ENTER);
	assert_non_null(top_selected(&s, &f.board));
	f.row[1].inode = number(999);
	make(&f, &s);
	assert_null(top_selected(&s, &f.board));
	board_free(&f.board);
}

/* Whatever the size: as many lines as there are, none wider than the screen. */
static void every_size_is_kept_to(void **state)
{
	struct lines out = { .count = 0 }, page = { .count = 0 };
	struct top_state s = { .sort = SORT_TROUBLE };
	struct fixture f;
	int width, height, i;

	(void)state;
	set_up(&f);
	layout_help(&page);
	for (width = 1; width < LINE_COLUMNS; width += 7)
		for (height = 1; height < 40; height++) {
			struct screen screen = { width, height, true, 2, NULL };

			s.view = height % 2 ? VIEW_BOARD : VIEW_HELP;
			make(&f, &s);
			layout(&out, &screen, &s, &f.board, &page);
			assert_int_equal(out.count, height);
			for (i = 0; i < height; i++)
				assert_in_range(out.line[i].columns, 0, width);
		}
	lines_free(&out);
	lines_free(&page);
	board_free(&f.board);
}

static void text_is_cut_by_columns_and_not_by_bytes(void **state)
{
	struct lines lines = { .count = 0 };
	struct line *line = lines_add(&lines, STYLE_PLAIN);

	(void)state;
	line_left(line, "\u00e4\u00f6\u00fc", 2);
	line_right(line, "\u65e5\u672c", 5);
	line_put(line, "\xff", 3);
	assert_string_equal(line->text, "\u00e4~ \u65e5\u672c\xff");
	assert_int_equal(line->columns, 8);
	lines_free(&lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bar_is_full_only_if_the_queue_is),
		cmocka_unit_test(a_mark_is_where_it_was_at_worst),
		cmocka_unit_test(trouble_is_first_and_the_fuller_before_the_emptier),
		cmocka_unit_test(the_cursor_stays_with_its_listener),
		cmocka_unit_test(a_filter_is_typed_and_taken_back),
		cmocka_unit_test(the_page_of_one_that_closed_is_nobody_elses),
		cmocka_unit_test(every_size_is_kept_to),
		cmocka_unit_test(text_is_cut_by_columns_and_not_by_bytes),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("top", tests, NULL, NULL);
}
