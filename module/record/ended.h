/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Half-open connections that were counted as ended a moment ago, for the case
 * that two CPUs end the same one at once: a timer and a final ACK, two copies of
 * an ICMP error. A small table of fixed size; an entry that is overwritten within
 * the microseconds that matter makes a count wrong by one.
 */
#ifndef LQ_ENDED_H
#define LQ_ENDED_H

#include <linux/types.h>

struct request_sock;

/**
 * lq_ended_key() - what tells a request from all later ones at its address
 * @req: the request, alive
 *
 * Context: any.
 */
u64 lq_ended_key(const struct request_sock *req);

/**
 * lq_ended_first() - whether nobody else has counted the end of this request
 * @key: lq_ended_key() of it
 *
 * Context: any.
 */
bool lq_ended_first(u64 key);

/**
 * lq_ended_expire() - a timer is about to take a request out of the SYN queue
 * @req: the request
 *
 * Context: softirq.
 * Return: false if another CPU has taken it out before; otherwise it counts as
 * expired until lq_ended_undo().
 */
bool lq_ended_expire(const struct request_sock *req);

/**
 * lq_ended_undo() - another CPU took a request out of the SYN queue
 * @key: lq_ended_key() of it
 *
 * Context: any.
 * Return: true if a timer came too late for it and has counted it as expired.
 */
bool lq_ended_undo(u64 key);

#endif /* LQ_ENDED_H */
