/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which processes hold a socket. The kernel keeps no such list: /proc/PID/fd of
 * all processes is scanned until every socket is found.
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
 * Of each socket no holders, the first, or all. The first is the one that holds
 * it as the lowest descriptor, and of several the one with the lowest pid: the
 * parent of those that inherit it, and the service, not systemd, which opened
 * the socket.
 */
enum owners_wanted { OWNERS_NONE, OWNERS_FIRST, OWNERS_ALL };

/* Returns what satisfies both requests. */
static inline enum owners_wanted owners_more(enum owners_wanted a,
					     enum owners_wanted b)
{
	return a > b ? a : b;
}

/*
 * The holders of one socket, the first one first; count is 0 if none was found.
 */
struct owner {
	const struct holder *holders;
	size_t count;
};

struct owners {
	struct holder *holders;		/* sorted by inode, descriptor, pid */
	size_t count;
	size_t capacity;
	bool denied;			/* some processes could not be scanned */
};

/*
 * Finds the holders of the sockets whose inodes are in that column of a table.
 * before: an earlier result, or NULL; with OWNERS_FIRST a socket keeps the
 * owner it had, if that still holds it. Returns 0 or -errno; owners_free() is
 * due if it returned 0.
 */
int owners_find(struct owners *owners, const struct table *table, size_t column,
		enum owners_wanted wanted, const struct owners *before);
void owners_free(struct owners *owners);

/* Returns the holders of the socket, which point into owners. */
struct owner owners_of(const struct owners *owners, uint64_t inode);

/*
 * Return pid and name of the first holder: an unknown value, and NULL, if
 * unknown.
 */
struct value owner_pid(struct owner owner);
const char *owner_name(struct owner owner);

/*
 * Whether a comes before b as the owner of both sockets: it has the lower pid.
 */
bool owner_before(struct owner a, struct owner b);

#endif /* OWNER_H */
