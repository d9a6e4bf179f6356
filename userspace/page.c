// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bar.h"
#include "board.h"
#include "columns.h"
#include "entry.h"
#include "explanation.h"
#include "failure.h"
#include "histogram.h"
#include "knobs.h"
#include "lines.h"
#include "load.h"
#include "page.h"
#include "refusal_columns.h"
#include "wait_row.h"

/* The newest refusals are read first; older ones are 'listenq refused'. */
#define MOST_REFUSALS 20

#define BAR_WIDTH 24

static void put_heading(struct lines *out, const char *text)
{
	lines_add(out, STYLE_PLAIN);
	line_put(lines_add(out, STYLE_HEADING), text, LINE_COLUMNS);
}

static void put_text(struct lines *out, const char *text)
{
	line_put(lines_add(out, STYLE_PLAIN), text, LINE_COLUMNS);
}

static void put_who(struct lines *out, const struct board_row *row, bool utf8)
{
	const struct listener *l = row->entry->listener;
	const struct owner *owner = &row->entry->owner;
	char text[LINE_SIZE];

	(void)utf8;
	snprintf(text, sizeof(text), "%s  %s  %s",
		 known(l->local) ? l->local.text : "-",
		 known(l->proto) ? l->proto.text : "-",
		 owner_name(*owner) ?: "process not known");
	put_text(out, text);
	if (!owner->count)
		return;
	snprintf(text, sizeof(text), "pid %d", owner->holders[0].pid);
	put_text(out, text);
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
	const struct listener *l = row->entry->listener;
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
		[RATE_REFUSED] = "refused", [RATE_COOKIES] = "cookies",
	};
	struct line *line = lines_add(out, STYLE_PLAIN);
	char buf[RATE_SIZE];
	int i;

	(void)utf8;
	line_left(line, "per second", 14);
	for (i = 0; i < NRATES; i++) {
		line_put(line, names[i], LINE_COLUMNS);
		line_blanks(line, 1);
		line_left(line, rate_text(row->entry->rate[i], buf), 7);
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
	put_heading(out, "Everything that is known");
	for (i = 0; i < LISTENER_NCOLUMNS; i++) {
		line = lines_add(out, STYLE_PLAIN);
		column_name(set, i, name);
		line_left(line, name, 20);
		cell = column_cell(set, i, row->entry, buf);
		line_right(line, cell ?: "-", 21);
		line_blanks(line, 2);
		line_put(line, set->column[i].help, LINE_COLUMNS);
	}
}

/* A table of one namespace does not say which it is. */
static bool is_same(struct value local, struct value netns,
		    const struct listener *l)
{
	if (!known(local) || !known(l->local) ||
	    strcmp(local.text, l->local.text) != 0)
		return false;
	return !known(netns) || !known(l->netns) ||
	       netns.number == l->netns.number;
}

/* What closed listeners left at its endpoint is not the listener's. */
static bool is_of_listener(const struct states *states)
{
	return known(states->row) && strcmp(states->row.text, "listener") == 0;
}

static void put_states_of(struct lines *out, const struct states *states)
{
	char text[64];
	size_t i;

	for (i = STATES_FIRST; i < STATES_NCOLUMNS; i++) {
		if (!known(states->value[i]) || !states->value[i].number)
			continue;
		snprintf(text, sizeof(text), "%-14s %10ju",
			 states_format.columns[i].token,
			 (uintmax_t)states->value[i].number);
		put_text(out, text);
	}
}

static void put_states(struct lines *out, const struct board_row *row,
		       bool utf8)
{
	const struct listener *l = row->entry->listener;
	struct failure why;
	struct loaded loaded;
	const struct states *states;
	size_t i;

	(void)utf8;
	put_heading(out, "Connections by state");
	if (load(&loaded, SOURCE_STATES, &why)) {
		put_text(out, why.sentence);
		return;
	}
	for (i = 0; i < loaded.table.nrows; i++) {
		states = states_at(&loaded.table, i);
		if (is_of_listener(states) &&
		    is_same(states->local, states->netns, l))
			put_states_of(out, states);
	}
	unload(&loaded);
}

static void put_refusal(struct lines *out, const struct refusal *refusal)
{
	static const struct {
		size_t column;
		int width;
	} shown[] = {
		{ REFUSAL_AGE, 7 }, { REFUSAL_remote, 24 },
		{ REFUSAL_cause, 20 }, { REFUSAL_SYN_QUEUE, 10 },
		{ REFUSAL_ACCEPT_QUEUE, 10 },
	};
	const struct happened what = { .refusal = refusal };
	struct line *line = lines_add(out, STYLE_PLAIN);
	char buf[CELL_SIZE];
	size_t i;

	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		line_left(line, column_cell(&refusal_columns, shown[i].column,
					    &what, buf) ?: "-", shown[i].width);
		line_blanks(line, 1);
	}
}

static void put_refusals(struct lines *out, const struct board_row *row,
			 bool utf8)
{
	const struct listener *l = row->entry->listener;
	const struct refusal *r;
	struct failure why;
	struct loaded loaded;
	size_t i, n = 0;

	(void)utf8;
	put_heading(out, "Refused last: how long ago, who, why, SYN queue, "
		    "accept queue");
	if (load(&loaded, SOURCE_REFUSED, &why)) {
		put_text(out, why.sentence);
		return;
	}
	for (i = loaded.table.nrows; i-- && n < MOST_REFUSALS;) {
		r = refusal_at(&loaded.table, i);
		if (!is_same(r->local, r->netns, l))
			continue;
		put_refusal(out, r);
		n++;
	}
	if (!n)
		put_text(out, "nobody");
	unload(&loaded);
}

/* What another command prints, line by line. */
static void put_printed(struct lines *out, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")))
		if (*line)
			put_text(out, line);
}

static void put_explanation(struct lines *out, const struct board_row *row,
			    bool utf8)
{
	const struct knobs knobs = knobs_read();
	struct explanation e;
	char *text = NULL;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	(void)utf8;
	put_heading(out, "Explained");
	if (!stream)
		return;
	explain(&e, row->entry, &knobs);
	explanation_print(&e, stream);
	fclose(stream);
	put_printed(out, text);
	free(text);
}

static void put_histogram(struct lines *out, const struct wait_row *row)
{
	const struct waits *w = &row->waits;
	char bound[CELL_SIZE], label[CELL_SIZE], *text = NULL;
	size_t size;
	FILE *stream;

	if (!w->known || !w->count)
		return;
	snprintf(label, sizeof(label), "%s, 99%% ",
		 known(row->latency->wait) ? row->latency->wait.text : "-");
	put_text(out, label);
	line_put(&out->line[out->count - 1],
		 waits_bound(waits_percentile(w, 99), bound), LINE_COLUMNS);
	stream = open_memstream(&text, &size);
	if (!stream)
		return;
	histogram_print(w, stream);
	fclose(stream);
	put_printed(out, text);
	free(text);
}

static void put_waits(struct lines *out, const struct board_row *row, bool utf8)
{
	const struct listener *l = row->entry->listener;
	const struct latency *latency;
	struct wait_rows rows;
	struct failure why;
	size_t i;

	(void)utf8;
	put_heading(out, "Waits");
	if (wait_rows_load(&rows, OWNERS_NONE, &why)) {
		put_text(out, why.sentence);
		rows.count = 0;
	}
	for (i = 0; i < rows.count; i++) {
		latency = rows.row[i].latency;
		if (is_same(latency->local, latency->netns, l) &&
		    latency->inode.number == l->inode.number)
			put_histogram(out, &rows.row[i]);
	}
	wait_rows_free(&rows);
}

/* What another command says of one listener belongs here too. */
static void (*const sections[])(struct lines *out, const struct board_row *row,
				bool utf8) = {
	put_who,
	put_queues,
	put_rates,
	put_explanation,
	put_refusals,
	put_waits,
	put_states,
	put_columns,
};

void page_make(struct lines *out, const struct board_row *row, bool utf8)
{
	size_t i;

	lines_clear(out);
	if (!row) {
		put_text(out, "There is no such listener any more.");
		return;
	}
	for (i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		sections[i](out, row, utf8);
}
