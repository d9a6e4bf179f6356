/* SPDX-License-Identifier: GPL-2.0-only */
/* The line of 'listenq check', and what it comes to. */
#ifndef CHECK_LINE_H
#define CHECK_LINE_H

#include "cmd/range.h"

struct health;

/* As monitoring plugins exit. */
enum state {
	STATE_OK = 0,
	STATE_WARNING = 1,
	STATE_CRITICAL = 2,
	STATE_UNKNOWN = 3,
};

struct thresholds {
	struct range warning, critical;
};

struct criteria {
	struct thresholds fill;		/* percent */
	struct thresholds dropping;	/* listeners */
	uint64_t since_s;		/* that dropped no longer ago */
};

enum state check_line_print(const struct criteria *c, const struct health *h);

#endif /* CHECK_LINE_H */
