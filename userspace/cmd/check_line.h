/* SPDX-License-Identifier: GPL-2.0-only */
/* The line that 'listenq check' prints, and the status that follows from it. */
#ifndef CHECK_LINE_H
#define CHECK_LINE_H

#include "cmd/range.h"

struct health;

/* The exit statuses of monitoring plugins. */
enum check_status {
	CHECK_OK = 0,
	CHECK_WARNING = 1,
	CHECK_CRITICAL = 2,
	CHECK_UNKNOWN = 3,
};

struct thresholds {
	struct range warning, critical;
};

/*
 * What is judged by thresholds instead of by the judgement of each listener; one
 * that is not given has no text.
 */
struct criteria {
	struct thresholds fill;		/* of the fullest queue, in percent */
	struct thresholds dropping;	/* of the number of listeners that dropped */
	uint64_t lately_ms;
};

/* Returns the troubles that such thresholds stand for, as bits. */
unsigned int criteria_replace(const struct criteria *c);

/* Prints the line to stdout; returns the worst status of all. */
enum check_status check_line_print(const struct criteria *c,
				   const struct health *h);

#endif /* CHECK_LINE_H */
