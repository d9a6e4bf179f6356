/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Listeners that share an endpoint (SO_REUSEPORT): same network namespace,
 * address, port and user.
 */
#ifndef GROUP_H
#define GROUP_H

#include "listener/listener.h"

#define NO_PARENT ((size_t)-1)

/*
 * A row of the tree: a listener, or a group as one listener, which stands
 * before its members. The listener comes first, because columns are of struct
 * listener.
 */
struct branch {
	struct listener listener;
	struct listener_row sum;	/* of a group: what listener.row points to */
	size_t members;			/* of a group: how many follow it, else 0 */
	size_t parent;			/* index of its group, or NO_PARENT */
};

struct tree {
	struct branch *branch;
	size_t count;
};

/* All of these take listeners that listeners_sort_by_namespace() has sorted. */

/* Sets the group counts of each listener. */
void groups_count(struct listeners *listeners);

/* Removes the groups that have no member for which keep() returns true. */
void groups_keep(struct listeners *listeners,
		 bool (*keep)(const struct listener *listener,
			      const void *data),
		 const void *data);

/*
 * Makes a tree of all listeners; one that shares its endpoint with none is a
 * row without a parent. Returns 0 or -ENOMEM; the tree points into the
 * listeners, and tree_free() is due if it was made.
 */
int tree_grow(struct tree *tree, const struct listeners *listeners);
void tree_free(struct tree *tree);

#endif /* GROUP_H */
