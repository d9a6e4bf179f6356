/* SPDX-License-Identifier: GPL-2.0-only */
/* Compares what was counted with what the self-test did. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stdint.h>

#include "selftest/play.h"
#include "table/table.h"

struct player;

enum verdict {
	VERDICT_RIGHT,
	VERDICT_WRONG,
	VERDICT_UNKNOWN,	/* the column is - on this kernel */
	VERDICT_UNTESTED,	/* nothing was to be counted, and nothing was */
	NVERDICTS
};

const char *verdict_name(enum verdict verdict);

/* What was to be counted, and what was. */
struct tally {
	uint64_t expected, counted;
	bool unknown;
	bool checked;		/* by at least one scene */
};

struct column_verdict {
	const char *token;
	enum verdict verdict;
	struct tally total;
	struct tally tally[NMEETINGS];
};

/*
 * Judges a column; returns false if no scene says anything about it.
 */
bool verdict_of_column(const struct player *player, unsigned int column,
		       struct column_verdict *result);

/* Judges the half-open connections that closed listeners have left. */
void verdict_of_closed(const struct player *player,
		       struct column_verdict *result);

/* Judges a row of player->netstat: the kernel's counter and our sum. */
enum verdict verdict_of_counter(const struct netstat_row *row);

#endif /* VERDICT_H */
