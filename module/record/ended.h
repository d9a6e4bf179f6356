/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Half-open connections that were counted as ended a moment ago, for the case
 * that two CPUs end the same one at once: a timer and a final ACK, two copies
 * of an ICMP error. A small table of fixed size; an entry that is overwritten
 * within the microseconds that matter makes a count wrong by one.
 */
#ifndef LQ_ENDED_H
#define LQ_ENDED_H

#include <linux/types.h>

struct request_sock;

/**
 * lq_ended_key() - make a key that differs from those of later requests at the
 *	same address
 * @req: the request, alive
 *
 * Context: any.
 * Return: the key, never 0.
 */
u64 lq_ended_key(const struct request_sock *req);

/**
 * lq_ended_first() - note that a request has ended
 * @key: lq_ended_key() of the request
 *
 * Context: any.
 * Return: false if another CPU has noted it already.
 */
bool lq_ended_first(u64 key);

/**
 * lq_ended_expire() - note that a timer is about to take a request out of the
 *	SYN queue
 * @req: the request
 *
 * Context: softirq.
 * Return: false if another CPU has taken it out already; otherwise the request
 * counts as expired unless lq_ended_undo() follows.
 */
bool lq_ended_expire(const struct request_sock *req);

/**
 * lq_ended_undo() - note that this CPU, not that of the timer, took a request
 *	out of the SYN queue
 * @key: lq_ended_key() of the request
 *
 * Context: any.
 * Return: true if the timer came too late and the request was counted as
 * expired.
 */
bool lq_ended_undo(u64 key);

#endif /* LQ_ENDED_H */
