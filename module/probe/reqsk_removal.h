/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Why a half-open connection is removed from the SYN queue before its time, from
 * where it is known to where the removal is seen.
 */
#ifndef LQ_REQSK_REMOVAL_H
#define LQ_REQSK_REMOVAL_H

#include "record/slot.h"

struct request_sock;

/**
 * lq_removal_expect() - a request is about to be removed
 * @req: the request; the removal is sure to follow, on this CPU and in the same
 *	softirq: a note that stays might be taken for one on the address's next
 *	owner; NULL if it is not removed after all
 * @cause: what counts it
 *
 * Context: softirq.
 */
void lq_removal_expect(const struct request_sock *req, enum lq_count cause);

/**
 * lq_removal_ask() - an administrator asks for a request's end (ss -K)
 * @req: the request
 *
 * Of two who ask at the same moment (before 6.9 the kernel lets in one at a time,
 * sock_diag_mutex in net/core/sock_diag.c) one has ended a request that counts
 * as reset.
 *
 * Context: process, preemption off.
 */
void lq_removal_ask(const struct request_sock *req);

/**
 * lq_removal_cause() - what counts a removal
 * @req: the request that is being removed; forgotten after this
 *
 * Context: softirqs off.
 */
enum lq_count lq_removal_cause(const struct request_sock *req);

#endif /* LQ_REQSK_REMOVAL_H */
