/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened to a listener, told in TCP's terms, counted in its record.
 *
 * Every function may be called in any context but NMI with preemption off, and
 * does not sleep, print, or take a lock for a listener that is known. Sockets
 * that are no TCP listener are ignored.
 */
#ifndef LQ_EVENT_H
#define LQ_EVENT_H

#include <linux/types.h>

struct request_sock;
struct sk_buff;
struct sock;
struct socket;

/* A socket is about to listen; has stopped listening. */
void lq_event_listen(const struct sock *sk);
void lq_event_close(const struct sock *sk);

/* A SYN for @sk, before the kernel decides what becomes of it. */
void lq_event_syn(const struct sock *sk, const struct sk_buff *skb);

/* A SYN is about to enter the SYN queue. */
void lq_event_queued(const struct sock *sk);

/*
 * The handshake's final ACK, before a socket is made for it. @of_synq: for a
 * half-open connection of the SYN queue, otherwise for a cookie or a fast open.
 */
void lq_event_final_ack(const struct sock *sk, bool of_synq);

/* A connection is about to leave the SYN queue for the accept queue. */
void lq_event_completed(const struct sock *sk);

/* A connection that was never in the SYN queue enters the accept queue. */
void lq_event_bypassed(const struct sock *sk, const struct request_sock *req);

/* accept() on @sock took a connection out of the accept queue. */
void lq_event_accepted(struct socket *sock);

/* The SYN-ACK of a half-open connection was not answered in time. */
void lq_event_synack_timeout(const struct request_sock *req);

#endif /* LQ_EVENT_H */
