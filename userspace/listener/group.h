/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Listeners that share an endpoint (SO_REUSEPORT): same network namespace,
 * address, port and user.
 */
#ifndef GROUP_H
#define GROUP_H

#include "listener/listener.h"

#define NO_PARENT ((size_t)-1)

/* A row of the tree. The entry comes first, as columns are of entries. */
/* Finds the company of each; they have to be in the order of groups_keep(). */
void groups_count(struct entries *entries);

struct branch {
	struct entry entry;
	struct listener_row sum;		/* what a group's entry points to */
	size_t members;			/* of a group, the rows after it; or 0 */
	size_t parent;			/* row of its group, or NO_PARENT */
};

struct tree {
	struct branch *branch;
	size_t count;
};

/*
 * All of these take entries that were sorted by namespace. Keeps those groups
 * of which keep() says yes to any member.
 */
void groups_keep(struct entries *entries,
		 bool (*keep)(const struct entry *entry, const void *data),
		 const void *data);

/* One that is alone is no group. -1 if memory is short, else to be freed. */
int tree_grow(struct tree *tree, const struct entries *entries);
void tree_free(struct tree *tree);

#endif /* GROUP_H */
