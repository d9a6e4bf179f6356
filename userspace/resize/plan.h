/* SPDX-License-Identifier: GPL-2.0-only */
/* What is to be changed: a backlog for each of some listeners. */
#ifndef PLAN_H
#define PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "listener/listener.h"

struct failure;

/* listen() takes an int. */
#define BACKLOG_MAX 2147483647

enum change_state {
	CHANGE_PLANNED,
	CHANGE_NEEDLESS,	/* it has that backlog, or needs no other */
	CHANGE_SKIPPED,		/* for the reason that is given */
	CHANGE_DONE,
};

#define REASON_SIZE 320

struct change {
	const struct listener *listener;
	enum change_state state;
	uint64_t backlog;		/* wanted; of no meaning if skipped */
	uint64_t cookie;		/* of the socket; 0: not known yet */
	struct value somaxconn;		/* of its network namespace */
	struct value new_somaxconn;	/* unknown: it stays */
	char reason[REASON_SIZE];
	struct value backlog_after, somaxconn_after;	/* set by plan_verify() */
};

struct plan {
	struct change *change;
	size_t count;
	size_t gone;		/* sockets to be undone that do not listen */
};

/* Makes an empty plan for so many changes. Returns an exit_status. */
int plan_make(struct plan *plan, size_t most, struct failure *why);
void plan_free(struct plan *plan);

/* Adds a change. */
void plan_add(struct plan *plan, const struct listener *listener,
	      uint64_t backlog);

/* Adds the change that is recommended, or the reason why none is. */
void plan_add_recommended(struct plan *plan, const struct listener *listener);

/* How many changes are in that state. */
size_t plan_count(const struct plan *plan, enum change_state state);

/*
 * Looks at each socket that is to be changed, without changing it: fails if one
 * cannot be changed. Returns an exit_status.
 */
int plan_survey(struct plan *plan, struct failure *why);

/*
 * Compares with somaxconn, which listen() cuts to: raises it in the plan, or
 * fails if it is not to be raised. Returns an exit_status.
 */
int plan_settle_somaxconn(struct plan *plan, bool raise, struct failure *why);

/*
 * Notes what the backlogs are now, by these listeners, and fails if one is not
 * what it was to be. Returns an exit_status.
 */
int plan_verify(struct plan *plan, const struct listeners *now,
		struct failure *why);

/* Fails for a socket of which no copy was taken. Returns an exit_status. */
int plan_fail_copy(const struct change *change, int err, struct failure *why);

#endif /* PLAN_H */
