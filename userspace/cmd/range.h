/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Thresholds in the syntax of monitoring plugins: "10" alerts outside of 0 to
 * 10, "10:" below 10, "~:10" above 10, "10:20" outside of these and "@10:20"
 * within.
 */
#ifndef RANGE_H
#define RANGE_H

#include <stdbool.h>
#include <stdint.h>

struct range {
	const char *text;	/* NULL: none, which never alerts */
	uint64_t start, end;	/* both included */
	bool inside;
};

/* Parses a range, which points to text. Returns 0 or -EINVAL. */
int range_parse(const char *text, struct range *range);

/* Whether the value is one to alert on. */
bool range_alerts(const struct range *range, uint64_t value);

#endif /* RANGE_H */
