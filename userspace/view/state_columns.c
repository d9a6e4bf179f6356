// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "listener/endpoint_states.h"
#include "listener/symptom.h"
#include "view/state_columns.h"

#define MAX_WIDTH 100			/* where it is not printed to a terminal */

static const char *endpoint_cell(const void *row, char *buf)
{
	const struct endpoint_states *endpoint = row;
	struct value local = endpoint->row->local;
	struct value kind = endpoint->row->row;

	if (endpoint_is(endpoint, "none"))
		return "no listener";
	if (endpoint_is(endpoint, "listener") || !known(kind))
		return text_or_null(local);
	if (!known(local))
		return endpoint_is(endpoint, "closed") ? "closed listeners" :
						   kind.text;
	snprintf(buf, CELL_SIZE, "%.128s (%.12s)", local.text, kind.text);
	return buf;
}

static const char *pid_cell(const void *row, char *buf)
{
	const struct endpoint_states *endpoint = row;

	return number_cell(owner_pid(endpoint->owner), buf);
}

static const char *process_cell(const void *row, char *buf)
{
	const struct endpoint_states *endpoint = row;

	(void)buf;
	return owner_name(endpoint->owner);
}

static const char *symptoms_cell(const void *row, char *buf)
{
	return symptoms_text(row, buf);
}

static const struct column columns[] = {
	LQ_STATES_COLUMNS(TABLE_COLUMN)
	[STATES_ENDPOINT] = { "endpoint",
		"LOCAL, and the kind of row unless it is a listener's",
		COLUMN_TEXT, OWNERS_NONE, endpoint_cell },
	[STATES_PID] = { "pid",
		"process that holds the listener; of several, the lowest",
		COLUMN_NUMBER, OWNERS_FIRST, pid_cell },
	[STATES_PROCESS] = { "process",
		"name of that process",
		COLUMN_TEXT, OWNERS_FIRST, process_cell },
	[STATES_SYMPTOMS] = { "symptoms",
		"which counts are a symptom, as the sentences below the table",
		COLUMN_TEXT, OWNERS_NONE, symptoms_cell },
};

static const struct value *values(const void *row)
{
	const struct endpoint_states *endpoint = row;

	return endpoint->row->value;
}

const struct column_set state_columns = {
	.rows = "states",
	.command = "listenq states",
	.column = columns,
	.count = NSTATES_COLUMNS,
	.values = values,
};

_Static_assert(NSTATES_COLUMNS <= SELECTION_MAX,
	       "a selection can have them all");

void state_selection_stable(struct selection *s)
{
	size_t i;

	s->set = &state_columns;
	for (i = 0; i < STATES_END; i++)
		selection_append(s, i);
	selection_append(s, STATES_PID);
	selection_append(s, STATES_PROCESS);
	for (i = STATES_END; i < STATES_NCOLUMNS; i++)
		selection_append(s, i);
	selection_append(s, STATES_SYMPTOMS);
}

static bool is_state(size_t column)
{
	return column >= STATES_FIRST && column < STATES_END;
}

/* LISTEN counts no connections, and CLOSE is always unknown. */
static bool is_worth_showing(size_t state, const struct states_table *table)
{
	if (state == STATES_LISTEN || state == STATES_CLOSE)
		return false;
	return state == STATES_ESTABLISHED ||
	       states_table_sum(table, state).number;
}

static size_t width_of(size_t column, const struct states_table *table)
{
	char buf[CELL_SIZE], name[COLUMN_NAME_SIZE];
	const char *cell;
	size_t i, width;

	column_name(&state_columns, column, name);
	width = strlen(name);
	for (i = 0; i < table->count; i++) {
		cell = column_cell(&state_columns, column, &table->endpoint[i],
				   buf);
		if (cell && strlen(cell) > width)
			width = strlen(cell);
	}
	return width;
}

/* Includes the blanks between columns. */
static size_t total_width(const struct selection *s,
			  const struct states_table *table)
{
	size_t i, width = 0;

	for (i = 0; i < s->count; i++)
		width += width_of(s->column[i], table) + 1;
	return width - 1;
}

static bool is_suspicious(size_t state, const struct states_table *table)
{
	size_t i;

	for (i = 0; i < table->count; i++)
		if (is_symptom(&table->endpoint[i], state))
			return true;
	return false;
}

static bool goes_before(size_t a, size_t b, const struct states_table *table)
{
	bool a_stays = is_suspicious(a, table);
	bool b_stays = is_suspicious(b, table);

	if (a_stays != b_stays)
		return b_stays;
	return states_table_sum(table, a).number <=
	       states_table_sum(table, b).number;
}

/* Returns the position of the least useful state; s->count if there is none. */
static size_t first_to_go(const struct selection *s,
			  const struct states_table *table)
{
	size_t i, found = s->count;

	for (i = 0; i < s->count; i++)
		if (is_state(s->column[i]) &&
		    (found == s->count ||
		     goes_before(s->column[i], s->column[found], table)))
			found = i;
	return found;
}

void state_selection_short(struct selection *s, struct selection *left_out,
			   const struct states_table *table, size_t width)
{
	size_t i;

	s->set = &state_columns;
	left_out->set = &state_columns;
	selection_append(s, STATES_ENDPOINT);
	if (states_table_spans_namespaces(table))
		selection_append(s, STATES_netns);
	for (i = STATES_FIRST; i < STATES_END; i++)
		if (is_worth_showing(i, table))
			selection_append(s, i);
	selection_append(s, STATES_PID);
	selection_append(s, STATES_PROCESS);
	while (total_width(s, table) > (width ?: MAX_WIDTH)) {
		i = first_to_go(s, table);
		if (i == s->count)
			return;
		selection_append(left_out, s->column[i]);
		selection_remove(s, s->column[i]);
	}
}
