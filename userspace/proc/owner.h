/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which processes hold a socket. The kernel does not keep that: descriptors of
 * processes have to be looked at, one by one, until all is found.
 */
#ifndef OWNER_H
#define OWNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "proc/process.h"
#include "table/value.h"

struct table;

struct holder {
	uint64_t inode;
	pid_t pid;
	int fd;
	char name[PROCESS_NAME_SIZE];	/* printable; "" if not known */
};

/*
 * Of each socket: whoever has it as the lowest descriptor, and of several such
 * the lowest pid; or all. That is the parent of those that inherit it, and the
 * service rather than systemd, which opened the socket for it.
 */
enum owners_wanted { OWNERS_NONE, OWNERS_FIRST, OWNERS_ALL };

static inline enum owners_wanted owners_more(enum owners_wanted a,
					     enum owners_wanted b)
{
	return a > b ? a : b;
}

/* Those of one socket, in that order; count is 0 if none was found. */
struct owner {
	const struct holder *holders;
	size_t count;
};

struct owners {
	struct holder *holders;		/* by inode, descriptor, pid */
	size_t count;
	size_t capacity;
	bool denied;			/* not every process let us look */
};

/*
 * Those of the sockets whose inodes are in a column of the table. With
 * OWNERS_FIRST, what was found before is looked at first: a socket that is
 * still held so keeps that owner. 0 or -errno.
 */
int owners_find(struct owners *owners, const struct table *table, size_t column,
		enum owners_wanted wanted, const struct owners *before);
void owners_free(struct owners *owners);

struct owner owners_of(const struct owners *owners, uint64_t inode);

/* The pid and the name of the first holder; unknown, or NULL, if not known. */
struct value owner_pid(struct owner owner);
const char *owner_name(struct owner owner);

/* Whether of the two it is a's pid that stands for both; b may have none. */
bool owner_before(struct owner a, struct owner b);

#endif /* OWNER_H */
