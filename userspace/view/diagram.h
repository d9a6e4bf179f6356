/* SPDX-License-Identifier: GPL-2.0-only */
/* The TCP state machine with numbers on it, in 80 columns. */
#ifndef DIAGRAM_H
#define DIAGRAM_H

#include <stdbool.h>
#include <stdio.h>

struct transition_rates;
struct value;

/*
 * number: of connections, by column of the states' table. Steps that occurred
 * and are not drawn have a line below.
 */
void diagram_print(const struct value *number,
		   const struct transition_rates *rates, bool utf8, FILE *out);

#endif /* DIAGRAM_H */
