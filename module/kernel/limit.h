/* SPDX-License-Identifier: GPL-2.0-only */
/* How many connections a listener's queues hold. */
#ifndef LQ_LIMIT_H
#define LQ_LIMIT_H

#include <linux/types.h>

struct net;
struct sock;

/**
 * lq_limit_synq() - at which depth the next SYN gets a cookie or is dropped
 * @sk: a listener
 *
 * As tcp_conn_request() (net/ipv4/tcp_input.c) applies it to a client that the
 * kernel knows nothing about: from the backlog, and from tcp_max_syn_backlog
 * only where cookies are off. 0 where every SYN gets a cookie.
 *
 * Context: any.
 */
u64 lq_limit_synq(const struct sock *sk);

/**
 * lq_limit_synq_of() - the same of a listener that may be gone
 * @net: its network namespace
 * @backlog: its backlog, sk_max_ack_backlog
 *
 * Context: any.
 */
u64 lq_limit_synq_of(const struct net *net, u32 backlog);

/**
 * lq_limit_acceptq() - at which depth the next SYN or final ACK is dropped
 * @sk: a listener
 *
 * Context: any.
 */
u64 lq_limit_acceptq(const struct sock *sk);

#endif /* LQ_LIMIT_H */
