/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What can be shown of the connections at an endpoint: every column of their
 * table, and who owns the listener.
 */
#ifndef STATE_COLUMNS_H
#define STATE_COLUMNS_H

#include "table/table.h"
#include "view/selection.h"

struct tallies;

enum {
	TALLY_ENDPOINT = STATES_NCOLUMNS,
	TALLY_PID,
	TALLY_PROCESS,
	TALLY_NCOLUMNS
};

/* Of rows that are struct tally. */
extern const struct column_set tally_columns;

/* For programs: the same whatever the numbers are. */
void tally_columns_stable(struct selection *s);

/*
 * For people: without states that nothing is in. If what remains would be wider
 * than 100 characters, the rarest states go to left_out, those that look like a
 * symptom last.
 */
void tally_columns_short(struct selection *s, struct selection *left_out,
			 const struct tallies *tallies);

#endif /* STATE_COLUMNS_H */
