/* SPDX-License-Identifier: GPL-2.0-only */
/* Connections by state, with the listeners that they belong to. */
#ifndef STATE_ROW_H
#define STATE_ROW_H

#include "lib/endpoint.h"
#include "listener/listener.h"
#include "table/load.h"

struct filters;

struct tally {
	const struct states_row *states;
	struct endpoint local;		/* may have neither part */
	struct owner owner;		/* of several listeners, the lowest pid */
	struct value synq_limit;	/* of all its listeners together */
};

/*
 * By namespace, port and address, then the rows without one; the rest is what
 * they point into.
 */
struct tallies {
	struct tally *tally;
	size_t count;
	struct loaded states;
	struct listeners listeners;
};

/* Those that match. Returns a cmd_status; to be freed in any case. */
int tallies_load(struct tallies *tallies, const struct filters *filters,
		 enum owners_wanted wanted, struct failure *why);
void tallies_free(struct tallies *tallies);

/* What kind of row it is: "listener", "closed", "none", "total". */
bool tally_is(const struct tally *tally, const char *row);

/* Whether they are of more than one network namespace. */
bool tallies_mixed(const struct tallies *tallies);

/* The connections in a state, each counted once. */
struct value tallies_sum(const struct tallies *tallies, size_t state);

#endif /* STATE_ROW_H */
