/* SPDX-License-Identifier: GPL-2.0-only */
/* Network namespaces by names that people know. */
#ifndef NETNS_H
#define NETNS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define NETNS_NAME_SIZE 64

struct netns {
	uint64_t inode;
	pid_t first;			/* process in it; 0 if not known */
	char name[NETNS_NAME_SIZE];	/* printable */
};

struct netns_names {
	struct netns *netns;		/* sorted by inode */
	size_t count;
};

/*
 * Sorts inodes, which may be there more than once. A name is that in
 * /run/netns, else what the first process in it runs in (a container, a
 * machine, a service), else that process' own, else the inode. 0 or -errno.
 */
int netns_names_find(struct netns_names *names, uint64_t *inodes, size_t n);
void netns_names_free(struct netns_names *names);

/*
 * Finds the network namespace of a process, which is a pid as text, or "self".
 * Returns 0 or -errno.
 */
int netns_of_process(const char *process, uint64_t *inode);

/* A process that is in it; 0 if none is known. */
pid_t netns_process(const struct netns_names *names, uint64_t inode);

/* NULL if it was not looked for. */
const char *netns_name(const struct netns_names *names, uint64_t inode);

#endif /* NETNS_H */
