/* SPDX-License-Identifier: GPL-2.0-only */
/* Drops as they happen, a line each, until a signal ends it. */
#ifndef FOLLOW_H
#define FOLLOW_H

#include <stdbool.h>

struct failure;
struct filters;
struct selection;

struct following {
	const struct selection *selection;
	const struct filters *filters;
	bool json;
	bool noheadings;
};

/* Returns a cmd_status: EXIT_INCOMPLETE if events were lost. */
int follow(const struct following *f, struct failure *why);

#endif /* FOLLOW_H */
