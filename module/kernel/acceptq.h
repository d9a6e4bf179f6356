/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads when the connections of an accept queue entered it. */
#ifndef LQ_ACCEPTQ_H
#define LQ_ACCEPTQ_H

#include <linux/types.h>

struct sock;

/* In us of CLOCK_MONOTONIC, 0 if unknown or if there is none. */
struct lq_acceptq_times {
	u64 oldest;
	u64 newest;
};

/**
 * lq_acceptq_times() - get when the first and the last connection of the accept
 *	queue entered it
 * @sk: the listener, alive
 *
 * Takes the lock of the queue if there is a connection in it.
 *
 * Context: process, softirqs on.
 * Return: the times.
 */
struct lq_acceptq_times lq_acceptq_times(const struct sock *sk);

/**
 * lq_acceptq_visit() - visit the connections of an accept queue
 * @sk: the listener, alive
 * @max: visits at most so many, the oldest
 * @visit: called for each, the oldest first, with the lock of the queue held and
 *	softirqs off; ends the visit by false
 * @data: passed to visit()
 *
 * Context: process, softirqs on.
 * Return: false if visit() did.
 */
bool lq_acceptq_visit(const struct sock *sk, unsigned int max,
		      bool (*visit)(void *data, const struct sock *listener,
				    const struct sock *child),
		      void *data);

#endif /* LQ_ACCEPTQ_H */
