/* SPDX-License-Identifier: GPL-2.0-only */
/* The columns of the states table, with the owners of the listeners. */
#ifndef STATE_COLUMNS_H
#define STATE_COLUMNS_H

#include "table/table.h"
#include "view/selection.h"

struct states_table;

enum {
	STATES_ENDPOINT = STATES_NCOLUMNS,
	STATES_PID,
	STATES_PROCESS,
	STATES_SYMPTOMS,
	NSTATES_COLUMNS
};

/* For rows of type struct endpoint_states. */
extern const struct column_set state_columns;

/* Selects the default columns for scripts, which do not depend on the rows. */
void state_selection_stable(struct selection *s);

/*
 * Selects the default columns for people: without states that no connection is
 * in. If they would be wider than width, or than 100 characters if it is 0, moves
 * the rarest states to left_out, and those with a symptom last.
 */
void state_selection_short(struct selection *s, struct selection *left_out,
			   const struct states_table *table, size_t width);

#endif /* STATE_COLUMNS_H */
