/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the self-test makes happen, and how often it must be counted: a scene is
 * a listener, a script for its clients and its server, and the columns that its
 * row must show in the end.
 */
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>
#include <stddef.h>

enum scene_flags {
	SCENE_REUSEPORT = 1,	/* two listeners; one closes: see "leave" */
	SCENE_DEFER = 2,	/* TCP_DEFER_ACCEPT */
	SCENE_FASTOPEN = 4,	/* TCP_FASTOPEN, also of the clients of "connect" */
	SCENE_MPTCP = 8,	/* likewise */
	SCENE_PATIENT = 16,	/* SYN-ACKs are sent six times, not twice */
	SCENE_FULL = 32,	/* only with --full */
};

struct scene {
	const char *name;
	unsigned int flags;
	int backlog;
	/*
	 * Commands and their number, separated by commas: those of clients.h,
	 * and: syn, end (an RST of up to so many), unreachable (an ICMP error
	 * about those whose SYN-ACK came), accept, connect (ordinary clients),
	 * route (0: the server's to the clients is deleted), close,
	 * listen (again, with that backlog), leave (the first member closes),
	 * syncookies, max_syn_backlog, abort (sysctls, as before when the scene
	 * ends).
	 */
	const char *script;
	/*
	 * TOKEN=NUMBER..., all other counts being 0; left is the number of
	 * half-open connections under the closed listener in listenq_states. A $
	 * stands for the number of SYN-ACKs that the clients got, an & for the
	 * number of connections that the kernel says migrated; N-$ and N-& for
	 * the rest.
	 */
	const char *expects;
	unsigned int after_ms;	/* the end of the scene, since its beginning ... */
	const char *late;	/* ... and the script that comes then */
	const char *needs;	/* a sysctl without which it cannot be played, or NULL */
};

extern const struct scene scenes[];
extern const size_t nscenes;

#endif /* SCENE_H */
