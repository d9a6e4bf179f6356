/* SPDX-License-Identifier: GPL-2.0-only */
/* 'listenq states --diagram': the picture, and what its numbers are. */
#ifndef STATES_DIAGRAM_H
#define STATES_DIAGRAM_H

#include <stdbool.h>

struct failure;
struct states_table;

/*
 * filtered: table are not all there are. interval: in seconds, between the
 * two reads that give the rates. Returns a cmd_status.
 */
int show_diagram(const struct states_table *table, bool filtered,
		 unsigned int interval, struct failure *why);

#endif /* STATES_DIAGRAM_H */
