/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Remembers why a request is about to be removed from the SYN queue, between
 * the place where the cause is known and the probe that sees the removal.
 */
#ifndef LQ_REQSK_REMOVAL_H
#define LQ_REQSK_REMOVAL_H

#include "record/slot.h"

struct request_sock;

/**
 * lq_removal_by_icmp() - note that an ICMP error is about to end a request
 * @req: the request; its removal follows on this CPU in the same softirq
 *	(tcp_req_err() in net/ipv4/tcp_ipv4.c)
 *
 * Context: softirq.
 */
void lq_removal_by_icmp(const struct request_sock *req);

/**
 * lq_removal_by_admin() - note that an administrator ends a request (ss -K)
 * @req: the request; its removal follows in the same task (tcp_abort() in
 *	net/ipv4/tcp.c)
 *
 * If two administrators end two requests at the same moment, one of the two may
 * not be counted (possible from 6.9 on, which has no sock_diag_mutex here).
 *
 * Context: process, preemption off.
 */
void lq_removal_by_admin(const struct request_sock *req);

/**
 * lq_removal_cause() - get and forget the cause that was noted for a removal
 * @req: the request that is being removed
 *
 * Context: softirqs off.
 * Return: enum lq_count; 0 if none was noted, as for a packet of the client or
 * a timer.
 */
enum lq_count lq_removal_cause(const struct request_sock *req);

#endif /* LQ_REQSK_REMOVAL_H */
