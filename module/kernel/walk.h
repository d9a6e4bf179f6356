/* SPDX-License-Identifier: GPL-2.0-only */
/* The listening TCP sockets and the connections that the kernel has now. */
#ifndef LQ_WALK_H
#define LQ_WALK_H

#include <linux/types.h>

struct net;
struct sock;

/*
 * What a walk does with what it meets. All three get the walk back, so that it
 * can be embedded in what they work on.
 *
 * @begin: a bucket of the kernel's table begins, or begins again, and then
 *	what was taken from it is void. Optional.
 * @visit: one listener, alive until visit() returns. In an RCU read section.
 *	Returns 0, or -ENOSPC when there is no room for it.
 * @room: make room; may sleep. The bucket begins again. Returns 0 or the error
 *	that ends the walk. Needed only if visit() returns -ENOSPC.
 */
struct lq_walk {
	void (*begin)(struct lq_walk *walk, bool again);
	int (*visit)(struct lq_walk *walk, const struct sock *sk);
	int (*room)(struct lq_walk *walk);
};

/**
 * lq_walk_listeners() - visit every listening TCP socket, without a lock
 * @walk: what to do
 *
 * A listener that comes or goes meanwhile may be met or not; all others are
 * met exactly once, unless the walk stands on one of their chain at the moment
 * in which it ends and listens anew: then it goes on from where that one is.
 *
 * Context: process, may sleep between buckets.
 * Return: 0 or the error that room() returned.
 */
int lq_walk_listeners(struct lq_walk *walk);

/**
 * lq_walk_connections() - visit every connection of a namespace's hash table
 * @walk: its visit() is called with the bucket's lock held and its result is
 *	ignored; begin() and room() are not called
 * @net: the namespace
 *
 * Unless lq_walk_has_own_table(), the table is the one that most namespaces
 * share, and the connections of all of those are met. Half-open connections
 * (TCP_NEW_SYN_RECV) and TIME_WAIT sockets are there in their small forms.
 *
 * Context: process, may sleep between buckets.
 */
void lq_walk_connections(struct lq_walk *walk, const struct net *net);
bool lq_walk_has_own_table(const struct net *net);

#endif /* LQ_WALK_H */
