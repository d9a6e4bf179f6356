/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Visits the listening TCP sockets and the connections that the kernel has now.
 */
#ifndef LQ_WALK_H
#define LQ_WALK_H

#include <linux/types.h>

struct net;
struct sock;

/**
 * struct lq_walk - the callbacks of a walk
 * @begin: called at the beginning of each bucket of the kernel's table; @again
 *	if the bucket is visited again and what it gave before is void. Optional
 * @visit: called for each listener, in an RCU read section; the listener is
 *	alive until visit() returns. Returns 0, or -ENOSPC if there is no room
 *	for it
 * @room: called after -ENOSPC to make room, may sleep; the bucket is visited
 *	again afterwards. Returns 0 or the error that ends the walk. Needed only
 *	if visit() returns -ENOSPC
 *
 * All callbacks receive the walk, so that it can be embedded (container_of())
 * in the state of the caller.
 */
struct lq_walk {
	void (*begin)(struct lq_walk *walk, bool again);
	int (*visit)(struct lq_walk *walk, const struct sock *sk);
	int (*room)(struct lq_walk *walk);
};

/**
 * lq_walk_listeners() - visit every listening TCP socket of all namespaces
 * @walk: the callbacks
 *
 * Takes no lock. A listener that appears or disappears meanwhile may or may not
 * be visited. Every other one is visited exactly once, except when the socket
 * under the cursor stops listening and listens again at that very moment: the
 * walk then continues from its new position.
 *
 * Context: process, may sleep between buckets; calls visit() in an RCU read
 * section.
 * Return: 0 or the error that room() returned.
 */
int lq_walk_listeners(struct lq_walk *walk);

/**
 * lq_walk_connections() - visit every connection of a namespace's hash table
 * @walk: the callbacks; the result of visit() is ignored, begin() and room()
 *	are not called
 * @net: the namespace, alive
 *
 * Without a table of its own (lq_walk_has_own_table()) the namespace shares one
 * with others, whose connections are visited too. Half-open connections
 * (TCP_NEW_SYN_RECV) and TIME_WAIT sockets are visited in their small forms.
 *
 * Context: process, may sleep between buckets; calls visit() with the lock of
 * one bucket held and softirqs off.
 */
void lq_walk_connections(struct lq_walk *walk, const struct net *net);

/**
 * lq_walk_has_own_table() - say whether a namespace has its own table of
 *	connections
 * @net: the namespace, alive
 *
 * Context: any.
 * Return: true if it has (net.ipv4.tcp_child_ehash_entries of the namespace
 * that created it was not 0); always false before Linux 6.1, which has no such
 * tables.
 */
bool lq_walk_has_own_table(const struct net *net);

#endif /* LQ_WALK_H */
