/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers of connections that somebody should look at, and what they mean. */
#ifndef SYMPTOM_H
#define SYMPTOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct tally;
struct tallies;

#define SYMPTOM_HELP							\
"A number looks like a symptom, and has a line below the table, if there are\n" \
"  CLOSE_WAIT    16, and a tenth of ESTABLISHED; or 1000\n"		\
"  NEW_SYN_RECV  16, and half of what the listener's SYN queue holds\n"	\
"  FIN_WAIT1, FIN_WAIT2, CLOSING  100, and a quarter of TIME_WAIT\n"	\
"  LAST_ACK, SYN_SENT, SYN_RECV   100, and as many as ESTABLISHED\n"	\
"or more. Why these: a healthy connection spends 60 s in TIME_WAIT, so that a\n" \
"quarter of it means 15 s on average in the state before; it is ESTABLISHED for\n" \
"a round trip at least, and waits no longer for an ACK. But it is one moment:\n" \
"after a burst look again.\n"

/*
 * What the number in a state means, to follow "the clients " or such; NULL if
 * it is not suspicious.
 */
const char *symptom(const struct tally *tally, size_t state);

bool has_symptom(const struct tally *tally);

/* A line for each. */
void symptoms_print(const struct tallies *tallies, FILE *out);

#endif /* SYMPTOM_H */
