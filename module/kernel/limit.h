/* SPDX-License-Identifier: GPL-2.0-only */
/* Computes the limits of a listener's queues. */
#ifndef LQ_LIMIT_H
#define LQ_LIMIT_H

#include <linux/types.h>
#include <net/net_namespace.h>

struct sock;

/* What the limits of a listener's queues follow from, at some moment. */
struct lq_limits {
	u32 backlog;
	int max_syn_backlog;	/* net.ipv4.tcp_max_syn_backlog */
	int cookies;		/* net.ipv4.tcp_syncookies */
};

/**
 * lq_limits_of() - get what the limits of a listener's queues follow from
 * @net: its network namespace, alive
 * @backlog: its backlog, sk_max_ack_backlog
 *
 * Context: any.
 * Return: the values at this moment.
 */
static inline struct lq_limits lq_limits_of(const struct net *net, u32 backlog)
{
	return (struct lq_limits){
		.backlog = backlog,
		.max_syn_backlog = READ_ONCE(net->ipv4.sysctl_max_syn_backlog),
		.cookies = READ_ONCE(net->ipv4.sysctl_tcp_syncookies),
	};
}

/**
 * lq_limit_synq() - compute the limit of the SYN queue
 * @limits: from lq_limits_of()
 *
 * Computes as tcp_conn_request() (net/ipv4/tcp_input.c) does for a client that
 * the kernel knows nothing about: from the backlog, and, with cookies off only,
 * from tcp_max_syn_backlog.
 *
 * Context: any.
 * Return: the depth at which the next SYN is answered with a cookie or dropped;
 * 0 if every SYN is answered with a cookie.
 */
u64 lq_limit_synq(const struct lq_limits *limits);

/**
 * lq_limit_acceptq() - compute the limit of the accept queue
 * @limits: from lq_limits_of()
 *
 * sk_acceptq_is_full() is depth > backlog in all supported kernels.
 *
 * Context: any.
 * Return: the depth at which the next SYN or final ACK is dropped.
 */
static inline u64 lq_limit_acceptq(const struct lq_limits *limits)
{
	return (u64)limits->backlog + 1;
}

#endif /* LQ_LIMIT_H */
