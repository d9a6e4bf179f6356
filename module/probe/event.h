/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened to a listener, told in TCP's terms, counted in its record.
 *
 * Every function may be called with preemption off, and does not sleep, print,
 * or take a lock for a listener that is known; all but the first three and
 * accepted() are for softirqs. Sockets that are no TCP listener are ignored.
 */
#ifndef LQ_EVENT_H
#define LQ_EVENT_H

#include <linux/types.h>

struct request_sock;
struct sk_buff;
struct sock;
struct socket;

/* A program asks for a backlog; and may do so again while it listens. */
void lq_event_backlog(int backlog);
void lq_event_relisten(const struct sock *sk);

/* A socket is about to listen; has stopped listening. */
void lq_event_listen(const struct sock *sk);
void lq_event_close(const struct sock *sk);

/* A SYN for @sk, before the kernel decides what becomes of it. */
void lq_event_syn(const struct sock *sk, const struct sk_buff *skb);

/* The kernel asks whether it knows the client of the SYN that it handles. */
void lq_event_last_quarter(void);

/* A SYN has entered the SYN queue, and its first SYN-ACK is about to be sent. */
void lq_event_queued(const struct sock *sk);

/*
 * The handshake's final ACK, before a socket is made for it. @of_synq: @req is
 * in the SYN queue; otherwise it was made from a cookie or for a fast open.
 */
void lq_event_final_ack(const struct sock *sk, const struct sk_buff *skb,
			const struct request_sock *req, bool of_synq);

/*
 * A connection is about to leave the SYN queue for the accept queue. @own:
 * unless another CPU has just done the same for another copy of the ACK.
 */
void lq_event_completed(const struct sock *sk, const struct request_sock *req,
			bool own);

/* A connection that was never in the SYN queue enters the accept queue. */
void lq_event_bypassed(const struct sock *sk, const struct request_sock *req);

/* An MPTCP subflow leaves the SYN queue for the connection that it joins. */
void lq_event_joined(const struct sock *sk, const struct request_sock *req);

/* An ACK that belongs to nothing known may hold a cookie. */
void lq_event_cookie_check(const struct sock *sk, const struct sk_buff *skb);

/* The SYN-ACK of a half-open connection was not answered in time. */
void lq_event_synack_timeout(const struct request_sock *req);

/* A SYN-ACK was sent again. */
void lq_event_synack_resent(const struct request_sock *req);

/*
 * A half-open connection is about to be removed from @sk's SYN queue; before
 * that, what brought this about, if it was an ICMP error or an administrator.
 */
void lq_event_removed(const struct sock *sk, const struct request_sock *req);
void lq_event_icmp(const struct sock *req, u32 seq, bool fatal);
void lq_event_abort(const struct sock *req);

/* accept() on @sock took the connection @child out of the accept queue. */
void lq_event_accepted(struct socket *sock, const struct sock *child);

#endif /* LQ_EVENT_H */
