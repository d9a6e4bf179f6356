/* SPDX-License-Identifier: GPL-2.0-only */
/* Symptoms: suspicious counts of connections in a state, and what they mean. */
#ifndef SYMPTOM_H
#define SYMPTOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "table/cell.h"

struct endpoint_states;
struct states_table;

#define SYMPTOM_HELP							\
"A count is reported below the table if it reaches\n"			\
"  CLOSE_WAIT    16 and a tenth of ESTABLISHED, or 1000; those that nobody has\n" \
"                accepted and those that the program has not closed apart\n" \
"  NEW_SYN_RECV  16 and half of the limit of the listener's SYN queue; those\n" \
"                whose final ACK came and the others apart\n"		\
"  FIN_WAIT1, FIN_WAIT2, CLOSING  100 and a quarter of TIME_WAIT\n"	\
"  LAST_ACK, SYN_SENT, SYN_RECV   100 and the count of ESTABLISHED\n"	\
"Why these: a healthy connection stays in TIME_WAIT for 60 s, so a quarter of\n" \
"that count means 15 s on average in the state before it. It is ESTABLISHED for\n" \
"at least a round trip, and waits no longer than that for an ACK. But the table\n" \
"shows a single moment: after a burst, look again.\n"

/* Whether the count of a state is suspicious, or that of any state. */
bool is_symptom(const struct endpoint_states *endpoint, size_t state);
bool has_symptom(const struct endpoint_states *endpoint);

/* Writes the ids of the symptoms, with commas between. NULL if there are none. */
const char *symptoms_text(const struct endpoint_states *endpoint,
			  char buf[CELL_SIZE]);

/* Writes a line for each symptom. */
void symptoms_print(const struct states_table *table, FILE *out);

#endif /* SYMPTOM_H */
