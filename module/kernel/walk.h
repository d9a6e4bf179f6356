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
 * @net: the namespace whose listeners are visited, alive; NULL: of all
 *	namespaces
 * @prepare: called before each listener, may sleep. Returns 0 or the error that
 *	ends the walk. Optional
 * @visit: called for each listener, in an RCU read section; the listener is
 *	alive until visit() returns
 *
 * All callbacks receive the walk, so that it can be embedded (container_of())
 * in the state of the caller.
 */
struct lq_walk {
	const struct net *net;
	int (*prepare)(struct lq_walk *walk);
	void (*visit)(struct lq_walk *walk, const struct sock *sk);
};

/**
 * lq_walk_listeners() - visit the listening TCP sockets
 * @walk: the callbacks
 *
 * Takes the lock of a bucket of the kernel's table for as long as it takes a
 * reference to each listener in it, and visits them when it has released the
 * lock. A listener that appears or disappears meanwhile may or may not be
 * visited, every other one is visited exactly once.
 *
 * Context: process, may sleep between listeners; calls visit() in an RCU read
 * section.
 * Return: 0, the error that prepare() returned, -ENOMEM, or -EFBIG for more than
 * a million listeners in one bucket.
 */
int lq_walk_listeners(struct lq_walk *walk);

/**
 * lq_walk_connections() - visit every connection of a namespace's hash table
 * @walk: the callbacks; net is ignored, prepare() is not called
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
 * lq_walk_all_connections() - visit every connection of all namespaces
 * @walk: the callbacks, as for lq_walk_connections()
 *
 * Context: process, may sleep between buckets; calls visit() with the lock of
 * one bucket held and softirqs off.
 */
void lq_walk_all_connections(struct lq_walk *walk);

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
