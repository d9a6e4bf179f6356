/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which processes hold a socket. The kernel does not keep that: every
 * descriptor of every process has to be looked at, once.
 */
#ifndef OWNER_H
#define OWNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "process.h"

struct holder {
	uint64_t inode;
	pid_t pid;
	char name[PROCESS_NAME_SIZE];	/* printable; "" if not known */
};

/* Those of one socket, lowest pid first; count is 0 if none was found. */
struct owner {
	const struct holder *holders;
	size_t count;
};

struct owners {
	struct holder *holders;		/* by inode, then pid */
	size_t count;
	size_t capacity;
	bool denied;			/* not every process let us look */
};

/* Sorts inodes, the only sockets that are of interest. 0 or -errno. */
int owners_find(struct owners *owners, uint64_t *inodes, size_t ninodes);
void owners_free(struct owners *owners);

struct owner owners_of(const struct owners *owners, uint64_t inode);

/* Of the first; NULL if not known. */
const char *owner_name(struct owner owner);

/* Whether of the two it is a's pid that stands for both; b may have none. */
bool owner_before(struct owner a, struct owner b);

#endif /* OWNER_H */
