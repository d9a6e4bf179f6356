/* SPDX-License-Identifier: GPL-2.0-only */
/* How often one TCP state followed another, per second. */
#ifndef TRANSITION_RATE_H
#define TRANSITION_RATE_H

#include <stdbool.h>
#include <stddef.h>

#include "table/table.h"

struct failure;

/* A state that the module could not name, or that is not known here. */
#define NO_STATE 0

/*
 * Indices are columns of the states' table, or NO_STATE. What is not known
 * is not a number.
 */
struct transition_rates {
	double per_second[STATES_NCOLUMNS][STATES_NCOLUMNS];
	bool known;
	char why_not[256];		/* a sentence, if they are not */
};

/*
 * Reads the transitions twice, so many seconds apart: those of one network
 * namespace, or of all if it is not known. That they cannot be read is no
 * failure, but a damaged table is. Returns a cmd_status.
 */
int transition_rates_measure(struct transition_rates *rates, struct value netns,
			     unsigned int seconds, struct failure *why);

/* What it works out from the two tables. 0 or -ENOMEM. */
int transition_rates_between(struct transition_rates *rates,
			     const struct table *before,
			     const struct table *after, struct value netns,
			     double seconds);

#endif /* TRANSITION_RATE_H */
