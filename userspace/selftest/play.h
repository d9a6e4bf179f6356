/* SPDX-License-Identifier: GPL-2.0-only */
/* A scene that is being played, or was: its sockets, and what was counted. */
#ifndef PLAY_H
#define PLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "selftest/clients.h"
#include "selftest/lab.h"
#include "selftest/scene.h"
#include "table/table.h"

struct failure;

/* How the listener and the clients of a scene meet. */
enum meeting {
	MEETING_IPV4,
	MEETING_IPV6,
	MEETING_MAPPED,		/* IPv4 clients of a listener on [::] */
	NMEETINGS
};

const char *meeting_name(enum meeting meeting);

#define MEMBERS_MAX	2	/* listeners of a scene */
#define FDS_MAX		64	/* other sockets of a scene */

/* A scene that was or is being played. */
struct play {
	const struct scene *scene;
	enum meeting meeting;
	int listener[MEMBERS_MAX];	/* -1: closed, or none */
	uint64_t inode[MEMBERS_MAX];
	/* Numbers only: a text would point into a table that is gone. */
	struct value counted[MEMBERS_MAX][LISTENER_NCOLUMNS];
	struct clients clients;
	struct clients *barrier;	/* see play_barrier() */
	int fd[FDS_MAX];
	unsigned int nfds;
	uint64_t migrated_before, migrated;	/* by the kernel's counter */
	struct value left;		/* half-open, of the closed listener */
	uint64_t begun_ms;
	const struct lab *lab;
	const char *skipped;		/* why it was not played, or NULL */
};

/* Opens the listeners and the clients. Returns false with errno. */
bool play_open(struct play *play, unsigned int port);
void play_close(struct play *play);

/*
 * Obeys a script. Returns NULL, or the command that failed, with errno; ENODATA
 * if the kernel does not do what it is about.
 */
const char *play_script(struct play *play, const char *script);

/* Notes how many connections the kernel has moved since "leave". */
void play_migrated(struct play *play);

/* Copies the rows of the listeners that are open. Returns an exit_status. */
int play_read(struct play *play, struct failure *why);

/*
 * Prepares clients of a port on which nobody listens: when their SYN has been
 * answered, all packets that were sent before it have been handled, for they
 * come from the same CPU. Returns false with errno.
 */
bool play_barrier_open(struct clients *barrier, enum meeting meeting);

#endif /* PLAY_H */
