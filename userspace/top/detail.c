// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "explain/report.h"
#include "lib/array.h"
#include "listener/listener.h"
#include "proc/sysctl.h"
#include "top/bar.h"
#include "top/detail.h"
#include "top/detail_tables.h"
#include "top/list.h"
#include "top/text_lines.h"
#include "view/listener_columns.h"

#define BAR_WIDTH 24

static void put_who(struct lines *out, const struct board_row *row, bool utf8)
{
	const struct listener_row *l = row->listener->row;
	const struct owner *owner = &row->listener->owner;
	char text[LINE_SIZE];

	(void)utf8;
	snprintf(text, sizeof(text), "%s  %s  %s",
		 text_or_dash(l->local), text_or_dash(l->proto),
		 owner_name(*owner) ?: "unknown process");
	lines_text(out, text);
	if (!owner->count)
		return;
	snprintf(text, sizeof(text), "pid %d", owner->holders[0].pid);
	lines_text(out, text);
}

static void put_queue(struct lines *out, const char *name, struct bar bar,
		      struct value peak, bool utf8)
{
	struct line *line = lines_add(out, STYLE_PLAIN);
	char cell[CELL_SIZE], text[BAR_SIZE];

	line_left(line, name, 14);
	bar_text(bar, BAR_WIDTH, utf8, text);
	line_put(line, text, BAR_WIDTH);
	line_right(line, fill_cell(bar.depth, bar.limit, cell) ?: "-", 14);
	line_put(line, "  peak ", LINE_COLUMNS);
	line_put(line, number_cell(peak, cell) ?: "-", LINE_COLUMNS);
	line_put(line, ", 60 s peak ", LINE_COLUMNS);
	line_put(line, number_cell(bar.peak, cell) ?: "-", LINE_COLUMNS);
}

static void put_queues(struct lines *out, const struct board_row *row,
		       bool utf8)
{
	const struct listener_row *l = row->listener->row;
	struct bar synq = { l->synq, l->synq_peak60, l->synq_limit };
	struct bar acceptq = { l->acceptq, l->acceptq_peak60,
			       l->acceptq_limit };

	lines_add(out, STYLE_PLAIN);
	put_queue(out, "SYN queue", synq, l->synq_peak, utf8);
	put_queue(out, "accept queue", acceptq, l->acceptq_peak, utf8);
}

static void put_rates(struct lines *out, const struct board_row *row, bool utf8)
{
	static const char *const names[NRATES] = {
		[RATE_SYNS] = "SYNs", [RATE_ACCEPTED] = "accepted",
		[RATE_DROPS] = "dropped", [RATE_COOKIES] = "cookies",
	};
	struct line *line = lines_add(out, STYLE_PLAIN);
	char buf[RATE_SIZE];
	int i;

	(void)utf8;
	line_left(line, "per second", 14);
	for (i = 0; i < NRATES; i++) {
		line_put(line, names[i], LINE_COLUMNS);
		line_blanks(line, 1);
		line_left(line, rate_text(row->listener->rate[i], buf), 7);
	}
}

static void put_columns(struct lines *out, const struct board_row *row,
			bool utf8)
{
	char name[COLUMN_NAME_SIZE], buf[CELL_SIZE];
	const struct column_set *set = &listener_columns;
	const char *cell;
	struct line *line;
	size_t i;

	(void)utf8;
	lines_heading(out, "All columns");
	for (i = 0; i < LISTENER_NCOLUMNS; i++) {
		line = lines_add(out, STYLE_PLAIN);
		column_name(set, i, name);
		line_left(line, name, 20);
		cell = column_cell(set, i, row->listener, buf);
		line_right(line, cell ?: "-", 21);
		line_blanks(line, 2);
		line_put(line, set->column[i].help, LINE_COLUMNS);
	}
}

static void print_explanation(const void *listener, FILE *out)
{
	const struct sysctls sysctls = sysctls_read();
	struct report report;

	report_make(&report, listener, &sysctls);
	report_print(&report, out);
}

static void put_explanation(struct lines *out, const struct board_row *row,
			    bool utf8)
{
	(void)utf8;
	lines_heading(out, "Explained");
	lines_print(out, print_explanation, row->listener);
}

static void put_tables(struct lines *out, const struct board_row *row,
		       bool utf8)
{
	const struct listener_row *l = row->listener->row;

	(void)utf8;
	page_drops(out, l);
	page_waits(out, l);
	page_states(out, l);
}

/* What another command says of one listener belongs here too. */
static void (*const sections[])(struct lines *out, const struct board_row *row,
				bool utf8) = {
	put_who,
	put_queues,
	put_rates,
	put_explanation,
	put_tables,
	put_columns,
};

void page_make(struct lines *out, const struct board_row *row, bool utf8)
{
	size_t i;

	lines_clear(out);
	if (!row) {
		lines_text(out, "This listener does not exist any more.");
		return;
	}
	for (i = 0; i < ARRAY_SIZE(sections); i++)
		sections[i](out, row, utf8);
}
