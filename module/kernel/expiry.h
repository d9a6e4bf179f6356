/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Predicts what reqsk_timer_handler() (net/ipv4/inet_connection_sock.c) does
 * with a half-open connection, from the values that it reads itself. Valid
 * while it calls tcp_syn_ack_timeout() for that connection: num_timeout is
 * incremented after that.
 */
#ifndef LQ_EXPIRY_H
#define LQ_EXPIRY_H

#include <linux/types.h>

struct request_sock;
struct sock;

/**
 * lq_expiry_is_due() - predict whether a half-open connection expires now
 * @sk: its listener, alive
 * @req: the half-open connection, alive
 *
 * Context: softirq, at the entry of tcp_syn_ack_timeout().
 * Return: true if it expires; false if it stays in the SYN queue.
 */
bool lq_expiry_is_due(const struct sock *sk, const struct request_sock *req);

/**
 * lq_expiry_is_early() - say whether an expiry is due to a SYN queue more than
 *	half full
 * @sk: its listener, alive
 * @req: the half-open connection, alive; lq_expiry_is_due()
 *
 * Context: softirq, at the entry of tcp_syn_ack_timeout().
 * Return: true if it would stay, were the SYN queue not more than half full.
 */
bool lq_expiry_is_early(const struct sock *sk, const struct request_sock *req);

/**
 * lq_expiry_resends() - predict whether the SYN-ACK is retransmitted now
 * @sk: its listener, alive
 * @req: the half-open connection, alive; not lq_expiry_is_due()
 *
 * Context: softirq, at the entry of tcp_syn_ack_timeout().
 * Return: true if it is; false if TCP_DEFER_ACCEPT makes the kernel wait.
 */
bool lq_expiry_resends(const struct sock *sk, const struct request_sock *req);

#endif /* LQ_EXPIRY_H */
