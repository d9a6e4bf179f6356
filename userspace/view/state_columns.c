// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "listener/state_row.h"
#include "listener/symptom.h"
#include "view/state_columns.h"

#define MAX_WIDTH 100

static const char *endpoint_cell(const void *row, char *buf)
{
	const struct tally *tally = row;
	struct value local = tally->states->local;
	struct value kind = tally->states->row;

	if (tally_is(tally, "none"))
		return "no listener";
	if (tally_is(tally, "listener") || !known(kind))
		return text_or_null(local);
	if (!known(local))
		return tally_is(tally, "closed") ? "closed listeners" :
						   kind.text;
	snprintf(buf, CELL_SIZE, "%.47s (%.12s)", local.text, kind.text);
	return buf;
}

static const char *pid_cell(const void *row, char *buf)
{
	const struct tally *tally = row;

	return number_cell(owner_pid(tally->owner), buf);
}

static const char *process_cell(const void *row, char *buf)
{
	const struct tally *tally = row;

	(void)buf;
	return owner_name(tally->owner);
}

static const struct column columns[] = {
	LQ_STATES_COLUMNS(TABLE_COLUMN)
	[TALLY_ENDPOINT] = { "endpoint",
		"LOCAL, and the kind of row unless it is a listener's",
		COLUMN_TEXT, OWNERS_NONE, endpoint_cell },
	[TALLY_PID] = { "pid",
		"process that holds the listener; of several, the lowest",
		COLUMN_NUMBER, OWNERS_FIRST, pid_cell },
	[TALLY_PROCESS] = { "process",
		"name of that process",
		COLUMN_TEXT, OWNERS_FIRST, process_cell },
};

static const struct value *values(const void *row)
{
	const struct tally *tally = row;

	return tally->states->value;
}

const struct column_set tally_columns = {
	"states", "listenq states", columns, TALLY_NCOLUMNS, values,
};

_Static_assert(TALLY_NCOLUMNS <= SELECTION_MAX,
	       "a selection can have them all");

void tally_columns_stable(struct selection *s)
{
	size_t i;

	s->set = &tally_columns;
	for (i = 0; i < STATES_NCOLUMNS; i++)
		selection_append(s, i);
	selection_append(s, TALLY_PID);
	selection_append(s, TALLY_PROCESS);
}

static bool is_state(size_t column)
{
	return column >= STATES_FIRST && column < STATES_NCOLUMNS;
}

/* LISTEN is no connection, and CLOSE is never known. */
static bool is_worth_showing(size_t state, const struct tallies *tallies)
{
	if (state == STATES_LISTEN || state == STATES_CLOSE)
		return false;
	return state == STATES_ESTABLISHED ||
	       tallies_sum(tallies, state).number;
}

static size_t width_of(size_t column, const struct tallies *tallies)
{
	char buf[CELL_SIZE], name[COLUMN_NAME_SIZE];
	const char *cell;
	size_t i, width;

	column_name(&tally_columns, column, name);
	width = strlen(name);
	for (i = 0; i < tallies->count; i++) {
		cell = column_cell(&tally_columns, column, &tallies->tally[i],
				   buf);
		if (cell && strlen(cell) > width)
			width = strlen(cell);
	}
	return width;
}

/* With a blank between each two. */
static size_t total_width(const struct selection *s,
			  const struct tallies *tallies)
{
	size_t i, width = 0;

	for (i = 0; i < s->count; i++)
		width += width_of(s->column[i], tallies) + 1;
	return width - 1;
}

static bool is_suspicious(size_t state, const struct tallies *tallies)
{
	size_t i;

	for (i = 0; i < tallies->count; i++)
		if (symptom(&tallies->tally[i], state))
			return true;
	return false;
}

static bool goes_before(size_t a, size_t b, const struct tallies *tallies)
{
	bool a_stays = is_suspicious(a, tallies);
	bool b_stays = is_suspicious(b, tallies);

	if (a_stays != b_stays)
		return b_stays;
	return tallies_sum(tallies, a).number <= tallies_sum(tallies, b).number;
}

/* Where it is in the selection; s->count if there is no state in it. */
static size_t first_to_go(const struct selection *s,
			  const struct tallies *tallies)
{
	size_t i, found = s->count;

	for (i = 0; i < s->count; i++)
		if (is_state(s->column[i]) &&
		    (found == s->count ||
		     goes_before(s->column[i], s->column[found], tallies)))
			found = i;
	return found;
}

void tally_columns_short(struct selection *s, struct selection *left_out,
			 const struct tallies *tallies)
{
	size_t i;

	s->set = &tally_columns;
	left_out->set = &tally_columns;
	selection_append(s, TALLY_ENDPOINT);
	if (tallies_mixed(tallies))
		selection_append(s, STATES_netns);
	for (i = STATES_FIRST; i < STATES_NCOLUMNS; i++)
		if (is_worth_showing(i, tallies))
			selection_append(s, i);
	selection_append(s, TALLY_PID);
	selection_append(s, TALLY_PROCESS);
	while (total_width(s, tallies) > MAX_WIDTH) {
		i = first_to_go(s, tallies);
		if (i == s->count)
			return;
		selection_append(left_out, s->column[i]);
		selection_remove(s, s->column[i]);
	}
}
