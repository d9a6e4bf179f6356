/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The backlog that a listener's measured demand calls for.
 *
 * Demand is what had to wait at once: the highest depth of a queue and, if it
 * was full, the packets that it turned away. These are bounded by three times
 * the limit, because clients send a SYN several times: so one step is at most
 * to the fourfold, and may be followed by another. A queue that came near its
 * limit without being full gets room for a quarter more. The result is rounded
 * up to a power of two.
 *
 * A longer queue is the wrong remedy where it would only keep clients waiting.
 * By Little's law the wait of the oldest connection in a queue that is nearly
 * full tells how many the program accepts per second; no queue is recommended
 * that is longer than what it accepts in PATIENCE_S seconds, when a client sends
 * its SYN for the third time.
 */
#ifndef RECOMMENDATION_H
#define RECOMMENDATION_H

#include <stdint.h>

struct listener;

#define PATIENCE_S 3

enum remedy {
	REMEDY_UNKNOWN,		/* too little is known of the listener */
	REMEDY_NOT_NEEDED,	/* neither queue was near its limit */
	REMEDY_LONGER_QUEUE,	/* to backlog */
	REMEDY_OTHER,		/* a longer queue would not help */
};

#define RECOMMENDATION_REASON_SIZE 256

struct recommendation {
	enum remedy remedy;
	uint64_t backlog;
	char reason[RECOMMENDATION_REASON_SIZE];	/* with its numbers */
};

/* Takes a listener whose group counts are set: see groups_count(). */
struct recommendation recommend_backlog(const struct listener *listener);

#endif /* RECOMMENDATION_H */
