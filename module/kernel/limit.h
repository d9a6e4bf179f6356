/* SPDX-License-Identifier: GPL-2.0-only */
/* How many connections a listener's queues hold. */
#ifndef LQ_LIMIT_H
#define LQ_LIMIT_H

#include <linux/types.h>

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
 * lq_limit_acceptq() - at which depth the next SYN or final ACK is dropped
 * @sk: a listener
 *
 * Context: any.
 */
u64 lq_limit_acceptq(const struct sock *sk);

/**
 * lq_limit_cookies() - when this listener answers SYNs with cookies
 * @sk: a listener
 *
 * Context: any.
 * Return: tcp_syncookies of its namespace: 0 never, 1 when the SYN queue is
 * full, 2 always.
 */
int lq_limit_cookies(const struct sock *sk);

/**
 * lq_limit_last_quarter() - is only the last quarter of tcp_max_syn_backlog
 *			     left, which proven clients alone may use?
 * @sk: a listener
 *
 * Context: any.
 */
bool lq_limit_last_quarter(const struct sock *sk);

#endif /* LQ_LIMIT_H */
