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
 * Shows see() each, by pid, until that returns something else than 0, which is
 * then returned. *denied: not every process let us look. -errno on failure.
 */
int descriptors_walk(int (*see)(const struct descriptor *d, void *data),
		     void *data, bool *denied);

/* Whether it is still the same. */
bool descriptor_is_open(const struct descriptor *d);

#endif /* DESCRIPTOR_H */
