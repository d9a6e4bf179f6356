/* SPDX-License-Identifier: GPL-2.0-only */
/* The sockets that processes have open, one file descriptor at a time. */
#ifndef DESCRIPTOR_H
#define DESCRIPTOR_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct descriptor {
	pid_t pid;
	int fd;
	uint64_t inode;			/* of the socket that it is */
};

/*
 * Shows see() each, in rounds: the descriptors below 64 of all processes, by pid,
 * then those below 256, and so on. A listener is opened early, so that who has
 * 100,000 connections is seldom looked through. More than 0 from see() ends it
 * after that round, and less at once; it is what is returned then.
 * *denied: not every process let us look. -errno on failure.
 */
int descriptors_walk(int (*see)(const struct descriptor *d, void *data),
		     void *data, bool *denied);

/* Whether it is still the same. */
bool descriptor_is_open(const struct descriptor *d);

#endif /* DESCRIPTOR_H */
