/* SPDX-License-Identifier: GPL-2.0-only */
/* Rates of transitions between TCP states. */
#ifndef TRANSITION_RATE_H
#define TRANSITION_RATE_H

#include <stdbool.h>
#include <stddef.h>

#include "table/table.h"

struct failure;

/* The index of any state that the module, or this command, does not know. */
#define NO_STATE 0

/*
 * Indices are columns of the states table, or NO_STATE. An unknown rate is NAN.
 */
struct transition_rates {
	double per_second[STATES_NCOLUMNS][STATES_NCOLUMNS];
	bool known;
	char why_not[256];		/* if they are not known */
};

/*
 * Reads the transitions of a network namespace twice, that many seconds apart;
 * of all namespaces if netns is unknown. If they cannot be read it sets why_not
 * and returns EXIT_OK; a damaged table is a failure. Returns an exit_status.
 */
int transition_rates_measure(struct transition_rates *rates, struct value netns,
			     unsigned int seconds, struct failure *why);

/* Computes the rates from two reads. Returns 0 or -ENOMEM. */
int transition_rates_between(struct transition_rates *rates,
			     const struct table *before,
			     const struct table *after, struct value netns,
			     double seconds);

#endif /* TRANSITION_RATE_H */
