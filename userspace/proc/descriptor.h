/* SPDX-License-Identifier: GPL-2.0-only */
/* Walks the sockets that processes have open, one file descriptor at a time. */
#ifndef DESCRIPTOR_H
#define DESCRIPTOR_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct descriptor {
	pid_t pid;
	int fd;
	uint64_t inode;			/* of the socket */
};

/*
 * Calls see() for each socket, in rounds: descriptors below 64 of all
 * processes, by pid, then those below 256, and so on. Programs open listeners
 * early, so processes with 100,000 connections rarely have to be walked in
 * full.
 *
 * If see() returns more than 0 the walk stops after the round, if less than 0
 * at once; that value is returned. Returns 0 after a full walk, or -errno. Sets
 * *denied if the descriptors of a process could not be read.
 */
int descriptors_walk(int (*see)(const struct descriptor *d, void *data),
		     void *data, bool *denied);

/* Whether the descriptor is still open and the same socket. */
bool descriptor_is_open(const struct descriptor *d);

#endif /* DESCRIPTOR_H */
