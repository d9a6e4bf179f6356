/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one judgement of a listener: how severe its trouble is, which troubles
 * these are, and since when. list, top, explain, check and metrics cite it, and
 * the alert rules what metrics writes.
 */
#ifndef JUDGEMENT_H
#define JUDGEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "table/cell.h"
#include "table/value.h"

struct failure;
struct listener_row;

enum severity { SEVERITY_NONE, SEVERITY_WARNING, SEVERITY_CRITICAL, NSEVERITIES };

/* What happened within this time is lately, unless --since changes it. */
#define LATELY_MS 300000

/* A wait for accept() is long from here on, and clients give up from there. */
#define SLOW_US 250000
#define STALLED_MS 10000

/*
 * X(name, id): the id is what JSON, metrics and alerts call it: never rename
 * one. The worst of those that may stand alone comes first.
 */
#define TROUBLES(X)							\
X(ACCEPTQ_STALLED, "acceptq-stalled")	/* nobody calls accept() */	\
X(ACCEPTQ_DROPPED, "acceptq-dropped")	/* it was full, lately */	\
X(SYNQ_DROPPED, "synq-dropped")		/* it was, and cookies off */	\
X(OTHER_DROPPED, "other-dropped")	/* for no queue's sake */	\
X(ACCEPTQ_SLOW, "acceptq-slow")		/* connections wait long */	\
X(SYNQ_COOKIES, "synq-cookies")		/* it was full, lately */	\
X(HALF_OPEN_EXPIRED, "half-open-expired") /* many of them */		\
X(ACCEPTQ_FULL, "acceptq-full")		/* now, or in the last 60 s */	\
X(SYNQ_FULL, "synq-full")						\
X(ACCEPTQ_NEAR, "acceptq-near")		/* above 80 % likewise */	\
X(SYNQ_NEAR, "synq-near")						\
X(FASTOPENQ_FULL, "fastopenq-full")	/* now */

#define TROUBLE_ENUMERATOR(name, id) TROUBLE_##name,

enum trouble {
	TROUBLES(TROUBLE_ENUMERATOR)
	NTROUBLES
};

struct judgement {
	enum severity severity;		/* the worst of its troubles' */
	unsigned int critical, warning;	/* bit t: trouble t is that severe */
	bool unclear;			/* unknown whether it dropped */
	uint64_t lately_ms;		/* what it calls lately */
};

#define TROUBLE_HELP							\
"A listener is in trouble, lately being the last 300 s or --since SECONDS, if\n" \
"  acceptq-stalled  no accept() for 10 s while a connection waits as long: critical\n" \
"  acceptq-slow     the oldest connection has waited for 0.25 s; 10 s: critical\n" \
"  acceptq-dropped  the accept queue was full and packets were dropped lately;\n" \
"                   it is full now: critical\n"			\
"  synq-dropped     the same of the SYN queue, with SYN cookies off\n"	\
"  other-dropped    packets were dropped for another cause lately\n"	\
"  synq-cookies     cookies were sent lately because the SYN queue was full\n" \
"  half-open-expired  10 half-open connections and a tenth of all timed out\n" \
"  acceptq-full, synq-full    full now or in the last 60 s, without such harm\n" \
"  acceptq-near, synq-near    above 80 % of the limit now or in the last 60 s\n" \
"  fastopenq-full   full now\n"						\
"All that is not said to be critical is a warning. A SYN queue with limit 0 and a\n" \
"backlog above 0 (tcp_syncookies is 2: every SYN gets a cookie) is no trouble.\n"

struct judgement judge(const struct listener_row *l, uint64_t lately_ms);

static inline bool has_trouble(const struct judgement *j, enum trouble trouble)
{
	return (j->critical | j->warning) & 1u << trouble;
}

/* Adds that of another socket of the same group: the worse of both stands. */
void judgement_add(struct judgement *sum, const struct judgement *j);

/*
 * How long a trouble has lasted, or, where packets are counted, how long ago the
 * last of them was; unknown if nothing tells.
 */
struct value trouble_age_ms(const struct listener_row *l, enum trouble trouble);

const char *severity_name(enum severity severity);
const char *trouble_id(enum trouble trouble);

/*
 * Writes the ids of the troubles, the critical ones first, with commas between
 * them; "" if there are none. Returns buf.
 */
const char *troubles_text(const struct judgement *j, char buf[CELL_SIZE]);

/* Reads a number of seconds. Returns an exit_status. */
int lately_parse(const char *text, uint64_t *ms, struct failure *why);

#define LATELY_HELP							\
"  -s, --since SECONDS\n"						\
"                     how far back a drop or a cookie is trouble (default: 300)\n"
#define LATELY_OPTION { "since", required_argument, NULL, 's' }

#endif /* JUDGEMENT_H */
