// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "listener/listener_latency.h"
#include "table/load.h"
#include "top/detail_tables.h"
#include "top/text_lines.h"
#include "view/drop_columns.h"
#include "view/histogram.h"
#include "view/listener_columns.h"

/* Only the most recent ones; 'listenq drops' shows all. */
#define MOST_DROPS 20

/*
 * Whether a row is of the listener; tables of a single namespace have no netns.
 */
static bool is_same(struct value local, struct value netns,
		    const struct listener_row *l)
{
	return known(local) && is_text(l->local, local.text) &&
	       !are_different(netns, l->netns);
}

static void put_states_of(struct text_lines *out,
			  const struct states_row *states)
{
	char text[64];
	size_t i;

	for (i = STATES_FIRST; i < STATES_END; i++) {
		if (!some(states->value[i]))
			continue;
		snprintf(text, sizeof(text), "%-14s %10ju",
			 states_format.columns[i].token,
			 (uintmax_t)states->value[i].number);
		text_lines_put(out, text);
	}
}

void detail_states(struct text_lines *out, const struct listener_row *l)
{
	struct failure why;
	struct loaded loaded;
	const struct states_row *states;
	size_t i;

	text_lines_heading(out, "Connections by state");
	if (load(&loaded, SOURCE_STATES, &why)) {
		text_lines_put(out, why.message);
		return;
	}
	for (i = 0; i < loaded.table.nrows; i++) {
		states = states_at(&loaded.table, i);
		if (is_text(states->row, "listener") &&
		    is_same(states->local, states->netns, l))
			put_states_of(out, states);
	}
	unload(&loaded);
}

static void put_drop(struct text_lines *out, const struct drop_row *drop)
{
	static const struct {
		size_t column;
		int width;
	} shown[] = {
		{ DROP_AGE, 7 }, { DROP_remote, 24 },
		{ DROP_cause, 20 }, { DROP_SYN_QUEUE, 10 },
		{ DROP_ACCEPT_QUEUE, 10 },
	};
	const struct drop_event event = { .row = drop };
	struct text_line *line = text_lines_add(out, STYLE_PLAIN);
	const char *cell;
	char buf[CELL_SIZE];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(shown); i++) {
		cell = column_cell(&drop_columns, shown[i].column, &event, buf);
		text_line_left(line, cell ?: "-", shown[i].width);
		text_line_blanks(line, 1);
	}
}

void detail_drops(struct text_lines *out, const struct listener_row *l)
{
	const struct drop_row *drop;
	struct failure why;
	struct loaded loaded;
	size_t i, n = 0;

	text_lines_heading(out,
			   "Most recent drops: age, client, cause, SYN queue, "
			   "accept queue");
	if (load(&loaded, SOURCE_DROPS, &why)) {
		text_lines_put(out, why.message);
		return;
	}
	for (i = loaded.table.nrows; i-- && n < MOST_DROPS;) {
		drop = drop_at(&loaded.table, i);
		if (!is_same(drop->local, drop->netns, l))
			continue;
		put_drop(out, drop);
		n++;
	}
	if (!n)
		text_lines_put(out, "none");
	unload(&loaded);
}

static void print_histogram(const void *histogram, FILE *out)
{
	histogram_print(histogram, out);
}

static void put_histogram(struct text_lines *out,
			  const struct listener_latency *latency)
{
	const struct latency_histogram *h = &latency->histogram;
	char bound[CELL_SIZE], label[2 * CELL_SIZE];

	if (!h->known || !h->count)
		return;
	snprintf(label, sizeof(label), "%s, 99%% %s",
		 text_or_dash(latency->row->wait),
		 latency_bound(latency_percentile(h, 99), bound));
	text_lines_put(out, label);
	text_lines_print(out, print_histogram, h);
}

void detail_latency(struct text_lines *out, const struct listener_row *l)
{
	const struct latency_row *latency;
	struct latency_table table;
	struct failure why;
	size_t i;

	text_lines_heading(out, "Waiting times");
	if (latency_table_load(&table, OWNERS_NONE, &why)) {
		text_lines_put(out, why.message);
		table.count = 0;
	}
	for (i = 0; i < table.count; i++) {
		latency = table.latency[i].row;
		if (is_same(latency->local, latency->netns, l) &&
		    latency->inode.number == l->inode.number)
			put_histogram(out, &table.latency[i]);
	}
	latency_table_free(&table);
}
