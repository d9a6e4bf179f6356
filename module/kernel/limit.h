/* SPDX-License-Identifier: GPL-2.0-only */
/* Computes the limits of a listener's queues. */
#ifndef LQ_LIMIT_H
#define LQ_LIMIT_H

#include <linux/types.h>

struct net;
struct sock;

/**
 * lq_limit_synq() - compute the limit of the SYN queue
 * @sk: the listener, alive
 *
 * Computes as tcp_conn_request() (net/ipv4/tcp_input.c) does for a client that
 * the kernel knows nothing about: from the backlog, and, with cookies off only,
 * from tcp_max_syn_backlog.
 *
 * Context: any.
 * Return: the depth at which the next SYN is answered with a cookie or dropped;
 * 0 if every SYN is answered with a cookie.
 */
u64 lq_limit_synq(const struct sock *sk);

/**
 * lq_limit_synq_of() - compute the limit of the SYN queue of a listener that
 *	may have been freed
 * @net: its network namespace, alive
 * @backlog: its backlog, sk_max_ack_backlog
 *
 * Context: any.
 * Return: as lq_limit_synq().
 */
u64 lq_limit_synq_of(const struct net *net, u32 backlog);

/**
 * lq_limit_acceptq() - compute the limit of the accept queue
 * @sk: the listener, alive
 *
 * Context: any.
 * Return: the depth at which the next SYN or final ACK is dropped.
 */
u64 lq_limit_acceptq(const struct sock *sk);

#endif /* LQ_LIMIT_H */
