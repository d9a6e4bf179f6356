// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "explain/report.h"
#include "listener/listener.h"
#include "proc/sysctl.h"
#include "top/bar.h"
#include "top/detail.h"
#include "top/detail_tables.h"
#include "top/list.h"
#include "top/text_lines.h"
#include "view/listener_columns.h"

#define BAR_WIDTH 24

static void put_who(struct text_lines *out, const struct listener *listener)
{
	const struct listener_row *l = listener->row;
	const struct owner *owner = &listener->owner;
	char text[TEXT_LINE_SIZE];

	snprintf(text, sizeof(text), "%s  %s  %s",
		 text_or_dash(l->local), text_or_dash(l->proto),
		 owner_name(*owner) ?: "unknown process");
	text_lines_put(out, text);
	if (!owner->count)
		return;
	snprintf(text, sizeof(text), "pid %d", owner->holders[0].pid);
	text_lines_put(out, text);
}

static void put_judgement(struct text_lines *out,
			  const struct listener *listener)
{
	const struct judgement *j = &listener->judgement;
	char troubles[CELL_SIZE], text[TEXT_LINE_SIZE];

	snprintf(text, sizeof(text), "%s%s%s", severity_name(j->severity),
		 j->severity ? ": " : "", troubles_text(j, troubles));
	text_lines_put(out, text);
}

static void put_queue(struct text_lines *out, const char *name, struct bar bar,
		      struct value peak, bool utf8)
{
	struct text_line *line = text_lines_add(out, STYLE_PLAIN);
	char cell[CELL_SIZE], text[BAR_SIZE];

	text_line_left(line, name, 14);
	bar_text(bar, BAR_WIDTH, utf8, text);
	text_line_put(line, text, BAR_WIDTH);
	text_line_right(line, fill_cell(bar.depth, bar.limit, cell) ?: "-", 14);
	text_line_put(line, "  peak ", TEXT_LINE_COLUMNS);
	text_line_put(line, number_cell(peak, cell) ?: "-", TEXT_LINE_COLUMNS);
	text_line_put(line, ", 60 s peak ", TEXT_LINE_COLUMNS);
	text_line_put(line, number_cell(bar.peak, cell) ?: "-",
		      TEXT_LINE_COLUMNS);
}

static void put_queues(struct text_lines *out, const struct listener_row *l,
		       bool utf8)
{
	struct bar synq = { l->synq, l->synq_peak60, l->synq_limit };
	struct bar acceptq = { l->acceptq, l->acceptq_peak60,
			       l->acceptq_limit };

	text_lines_add(out, STYLE_PLAIN);
	put_queue(out, "SYN queue", synq, l->synq_peak, utf8);
	put_queue(out, "accept queue", acceptq, l->acceptq_peak, utf8);
}

static void put_rates(struct text_lines *out, const struct listener *listener)
{
	static const char *const names[NRATES] = {
		[RATE_SYNS] = "SYNs", [RATE_ACCEPTED] = "accepted",
		[RATE_DROPS] = "dropped", [RATE_COOKIES] = "cookies",
	};
	struct text_line *line = text_lines_add(out, STYLE_PLAIN);
	char buf[RATE_SIZE];
	int i;

	text_line_left(line, "per second", 14);
	for (i = 0; i < NRATES; i++) {
		text_line_put(line, names[i], TEXT_LINE_COLUMNS);
		text_line_blanks(line, 1);
		text_line_left(line, rate_text(listener->rate[i], buf), 7);
	}
}

static void put_columns(struct text_lines *out, const struct listener *listener)
{
	char name[COLUMN_NAME_SIZE], buf[CELL_SIZE];
	const struct column_set *set = &listener_columns;
	const char *cell;
	struct text_line *line;
	size_t i;

	text_lines_heading(out, "All columns");
	for (i = 0; i < LISTENER_NCOLUMNS; i++) {
		line = text_lines_add(out, STYLE_PLAIN);
		column_name(set, i, name);
		text_line_left(line, name, 20);
		cell = column_cell(set, i, listener, buf);
		text_line_right(line, cell ?: "-", 21);
		text_line_blanks(line, 2);
		text_line_put(line, set->column[i].help, TEXT_LINE_COLUMNS);
	}
}

static void print_explanation(const void *listener, FILE *out)
{
	const struct sysctls sysctls = sysctls_read();
	struct report report;

	report_make(&report, listener, &sysctls);
	report_print(&report, out);
}

int detail_lines(struct text_lines *out, const struct top_list_row *row,
		 bool utf8)
{
	const struct listener *listener = row ? row->listener : NULL;

	text_lines_clear(out);
	if (!row) {
		text_lines_put(out, "This listener does not exist any more.");
		return out->err;
	}
	put_who(out, listener);
	put_judgement(out, listener);
	put_queues(out, listener->row, utf8);
	put_rates(out, listener);
	text_lines_heading(out, "Explained");
	text_lines_print(out, print_explanation, listener);
	detail_drops(out, listener->row);
	detail_latency(out, listener->row);
	detail_states(out, listener->row);
	put_columns(out, listener);
	return out->err;
}
