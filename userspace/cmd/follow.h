/* SPDX-License-Identifier: GPL-2.0-only */
/* Prints drops as they happen, one line each. */
#ifndef FOLLOW_H
#define FOLLOW_H

#include <stdbool.h>

struct failure;
struct filters;
struct selection;

struct following {
	const struct selection *selection;
	struct filters *filters;
	bool json;
	bool noheadings;
};

/*
 * Runs until a signal. Returns an exit_status: EXIT_INCOMPLETE for lost events.
 */
int follow(const struct following *f, struct failure *why);

#endif /* FOLLOW_H */
