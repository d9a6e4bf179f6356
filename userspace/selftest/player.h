/* SPDX-License-Identifier: GPL-2.0-only */
/* Plays all scenes in namespaces of its own, and keeps what became of them. */
#ifndef PLAYER_H
#define PLAYER_H

#include <stdbool.h>

#include "selftest/lab.h"
#include "selftest/play.h"
#include "table/load.h"

struct failure;

struct player {
	struct lab lab;
	struct clients barrier[NMEETINGS];
	struct play *plays;
	unsigned int nplays;
	struct loaded netstat;		/* of the server's namespace, at the end */
};

/*
 * Plays all scenes, the long ones only if full. Returns an exit_status;
 * player_free() is due also on failure.
 */
int player_run(struct player *player, bool full, struct failure *why);
void player_free(struct player *player);

#endif /* PLAYER_H */
