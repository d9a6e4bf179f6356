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

struct criteria {
	struct thresholds fill;		/* of the fullest queue, in percent */
	struct thresholds dropping;	/* of the number of listeners that dropped */
	uint64_t since_s;		/* drops count that are no older than this */
};

/* Prints the line to stdout; returns the worst status of all criteria. */
enum check_status check_line_print(const struct criteria *c,
				   const struct health *h);

#endif /* CHECK_LINE_H */
