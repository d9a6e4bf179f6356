/* SPDX-License-Identifier: GPL-2.0-only */
/* listenq states --diagram: the diagram, and what its numbers are of. */
#ifndef STATES_DIAGRAM_H
#define STATES_DIAGRAM_H

#include <stdbool.h>

struct failure;
struct states_table;

/*
 * Prints the diagram. filtered: the table holds only what a FILTER matched.
 * interval: seconds between the two reads for the rates. Returns an
 * exit_status.
 */
int show_diagram(const struct states_table *table, bool filtered,
		 unsigned int interval, struct failure *why);

#endif /* STATES_DIAGRAM_H */
