/* SPDX-License-Identifier: GPL-2.0-only */
/* Visits the connections of an accept queue. */
#ifndef LQ_ACCEPTQ_H
#define LQ_ACCEPTQ_H

#include <linux/types.h>

struct sock;

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
