/* SPDX-License-Identifier: GPL-2.0-only */
/* Draws the TCP state machine with counts and rates, in 80 columns. */
#ifndef DIAGRAM_H
#define DIAGRAM_H

#include <stdbool.h>
#include <stdio.h>

struct transition_rates;
struct value;

/*
 * Draws the diagram. number: counts of connections, indexed by column of the
 * states table. Transitions that occurred but are not drawn are listed below.
 */
void diagram_print(const struct value *number,
		   const struct transition_rates *rates, bool utf8, FILE *out);

#endif /* DIAGRAM_H */
