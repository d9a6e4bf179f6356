/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What can be shown of the connections at an endpoint: every column of their
 * table, and who owns the listener.
 */
#ifndef STATE_COLUMNS_H
#define STATE_COLUMNS_H

#include "table/table.h"
#include "view/selection.h"

struct states_table;

enum {
	STATES_ENDPOINT = STATES_NCOLUMNS,
	STATES_PID,
	STATES_PROCESS,
	NSTATES_COLUMNS
};

/* Of rows that are struct endpoint_states. */
extern const struct column_set state_columns;

/* For programs: the same whatever the numbers are. */
void state_selection_stable(struct selection *s);

/*
 * For people: without states that nothing is in. If what remains would be wider
 * than 100 characters, the rarest states go to left_out, those that look like a
 * symptom last.
 */
void state_selection_short(struct selection *s, struct selection *left_out,
			   const struct states_table *table);

#endif /* STATE_COLUMNS_H */
