/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What reqsk_timer_handler() (net/ipv4/inet_connection_sock.c) is about to do
 * with a half-open connection, from what it looks at itself.
 */
#ifndef LQ_EXPIRY_H
#define LQ_EXPIRY_H

#include <linux/types.h>

struct request_sock;
struct sock;

/* All three: when tcp_syn_ack_timeout() is called for @req of listener @sk. */

/* It is given up; */
bool lq_expiry_is_due(const struct sock *sk, const struct request_sock *req);

/* and would not be, were the SYN queue not more than half full. */
bool lq_expiry_is_early(const struct sock *sk, const struct request_sock *req);

/* Unless it is given up, the SYN-ACK is sent again. */
bool lq_expiry_resends(const struct sock *sk, const struct request_sock *req);

#endif /* LQ_EXPIRY_H */
