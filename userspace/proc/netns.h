/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of network namespaces. */
#ifndef NETNS_H
#define NETNS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define NETNS_NAME_SIZE 64

struct netns {
	uint64_t inode;
	pid_t first;			/* lowest pid in it; 0: unknown */
	char name[NETNS_NAME_SIZE];	/* printable */
};

struct netns_names {
	struct netns *netns;		/* sorted by inode */
	size_t count;
};

/*
 * Finds names for the namespaces of these inodes, which it sorts; duplicates
 * are allowed. The name is the one in /run/netns; else that of the container,
 * machine or service of the namespace's first process; else that of the
 * process; else the inode. Returns 0 or -ENOMEM; netns_names_free() is due if
 * it returned 0.
 */
int netns_names_find(struct netns_names *names, uint64_t *inodes, size_t n);
void netns_names_free(struct netns_names *names);

/*
 * Finds the network namespace of a process, which is a pid as text, or "self".
 * Returns 0 or -errno.
 */
int netns_of_process(const char *process, uint64_t *inode);

/* Returns the first process in a namespace; 0 if it is not known. */
pid_t netns_process(const struct netns_names *names, uint64_t inode);

/* Returns the name of a namespace; NULL if it is not among those looked for. */
const char *netns_name(const struct netns_names *names, uint64_t inode);

#endif /* NETNS_H */
