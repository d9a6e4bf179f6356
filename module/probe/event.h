/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counts TCP events in the record of the listener that they belong to.
 *
 * No function sleeps or prints, and none takes a lock for a listener that has a
 * record; all may be called with preemption off. Sockets that are not TCP
 * listeners are ignored.
 */
#ifndef LQ_EVENT_H
#define LQ_EVENT_H

#include <linux/types.h>

struct request_sock;
struct sk_buff;
struct sock;
struct socket;

/**
 * lq_event_backlog() - handle a call of listen()
 * @backlog: its second argument
 *
 * Context: process, preemption off, at the entry of __sys_listen().
 */
void lq_event_backlog(int backlog);

/**
 * lq_event_backlog_of() - handle a listen() on a known socket
 * @sock: the socket, of any family
 * @backlog: the backlog that was passed
 *
 * Context: process, preemption off, at the entry of __sys_listen_socket().
 */
void lq_event_backlog_of(struct socket *sock, int backlog);

/**
 * lq_event_relisten() - handle a listen() on a socket that listens already
 * @sk: the socket
 * @granted: its backlog from now on
 *
 * Context: process, preemption off, at the entry of __inet_listen_sk(), or of
 * inet_listen() in kernels without it.
 */
void lq_event_relisten(const struct sock *sk, u32 granted);

/**
 * lq_event_listen() - handle a socket that is about to listen
 * @sk: the socket
 *
 * Context: process, preemption off, at the entry of inet_csk_listen_start().
 */
void lq_event_listen(const struct sock *sk);

/**
 * lq_event_close() - handle a listener that has stopped listening
 * @sk: the listener
 *
 * Context: process, preemption off, at the entry of inet_csk_listen_stop().
 */
void lq_event_close(const struct sock *sk);

/**
 * lq_event_syn() - handle a SYN
 * @sk: the listener
 * @skb: the SYN
 *
 * Context: softirqs off, at the entry of tcp_conn_request().
 */
void lq_event_syn(const struct sock *sk, const struct sk_buff *skb);

/**
 * lq_event_last_quarter() - handle the kernel's question whether it knows the
 *	client of the SYN that this CPU handles
 *
 * Context: softirqs off, at the entry of tcp_peer_is_proven().
 */
void lq_event_last_quarter(void);

/**
 * lq_event_queued() - handle a SYN that has entered the SYN queue
 * @sk: the listener
 *
 * Context: softirqs off, before the first SYN-ACK is sent.
 */
void lq_event_queued(const struct sock *sk);

/**
 * lq_event_final_ack() - handle a final ACK, or the SYN of a Fast Open, for
 *	which a socket is about to be made
 * @sk: the listener
 * @skb: the packet
 * @req: the half-open connection
 * @of_synq: @req is in the SYN queue; otherwise it was made from a cookie or
 *	for a Fast Open
 *
 * Context: softirqs off, at the entry of tcp_v4_syn_recv_sock() or
 * tcp_v6_syn_recv_sock().
 */
void lq_event_final_ack(const struct sock *sk, const struct sk_buff *skb,
			const struct request_sock *req, bool of_synq);

/**
 * lq_event_completed() - handle a connection that is about to move from the SYN
 *	queue to the accept queue
 * @sk: the listener
 * @req: the half-open connection
 * @own: false if another CPU has just moved it, for a copy of the final ACK
 *
 * Context: softirqs off, at the entry of inet_csk_complete_hashdance().
 */
void lq_event_completed(const struct sock *sk, const struct request_sock *req,
			bool own);

/**
 * lq_event_bypassed() - handle a connection that enters the accept queue
 *	without having been in the SYN queue
 * @sk: the listener
 * @req: the connection, made from a cookie or for a Fast Open
 *
 * Context: softirqs off, at the entry of inet_csk_reqsk_queue_add().
 */
void lq_event_bypassed(const struct sock *sk, const struct request_sock *req);

/**
 * lq_event_joined() - handle an MPTCP subflow that leaves the SYN queue to join
 *	its connection
 * @sk: the listener
 * @req: the half-open subflow
 *
 * Context: softirqs off, at the entry of inet_csk_reqsk_queue_drop_and_put().
 */
void lq_event_joined(const struct sock *sk, const struct request_sock *req);

/**
 * lq_event_cookie_check() - handle an ACK that may carry a cookie
 * @sk: the listener
 * @skb: the ACK, which belongs to no connection that the kernel knows
 *
 * Context: softirqs off, at the entry of cookie_v4_check() or
 * cookie_v6_check().
 */
void lq_event_cookie_check(const struct sock *sk, const struct sk_buff *skb);

/**
 * lq_event_synack_timeout() - handle the timeout of a SYN-ACK
 * @req: the half-open connection
 *
 * Context: softirq, at the entry of tcp_syn_ack_timeout().
 */
void lq_event_synack_timeout(const struct request_sock *req);

/**
 * lq_event_synack_resent() - handle a SYN-ACK that was retransmitted
 * @req: the half-open connection
 *
 * Context: softirqs off, at the tracepoint tcp_retransmit_synack.
 */
void lq_event_synack_resent(const struct request_sock *req);

/**
 * lq_event_removed() - handle a half-open connection that is about to be
 *	removed from the SYN queue
 * @sk: the listener
 * @req: the half-open connection
 *
 * Context: softirqs off, at the entry of inet_csk_reqsk_queue_drop().
 */
void lq_event_removed(const struct sock *sk, const struct request_sock *req);

/**
 * lq_event_icmp() - handle an ICMP error that may end a half-open connection;
 *	lq_event_removed() follows if it does
 * @req: the half-open connection
 * @seq: the sequence number in the ICMP error
 * @fatal: the error ends connections
 *
 * Context: softirq, at the entry of tcp_req_err().
 */
void lq_event_icmp(const struct sock *req, u32 seq, bool fatal);

/**
 * lq_event_abort() - handle an administrator's request to end a socket (ss -K);
 *	lq_event_removed() follows if it is a half-open connection
 * @req: the socket
 *
 * Context: process, preemption off, at the entry of tcp_abort().
 */
void lq_event_abort(const struct sock *req);

/**
 * lq_event_accepted() - handle an accept() that took a connection from the
 *	queue
 * @sock: the listening socket, of TCP or MPTCP
 * @child: the connection
 *
 * Context: process, preemption off, at the entry of __inet_accept().
 */
void lq_event_accepted(struct socket *sock, const struct sock *child);

/**
 * lq_event_accepting() - handle an accept() that begins
 * @sock: the listening socket, of TCP or MPTCP
 * @newsock: the new socket
 *
 * Context: process, preemption off, at the entry of inet_accept(), on kernels
 * without __inet_accept().
 */
void lq_event_accepting(struct socket *sock, const struct socket *newsock);

/**
 * lq_event_grafted() - handle an accept() that took a connection from the queue
 * @child: the connection
 * @newsock: the new socket
 *
 * Context: process, preemption off, at the entry of security_sock_graft(), on
 * kernels without __inet_accept().
 */
void lq_event_grafted(const struct sock *child, const struct socket *newsock);

#endif /* LQ_EVENT_H */
