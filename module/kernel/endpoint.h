/* SPDX-License-Identifier: GPL-2.0-only */
/* An address and a port, of a listener or of who sent a packet to it. */
#ifndef LQ_ENDPOINT_H
#define LQ_ENDPOINT_H

#include <linux/in6.h>
#include <linux/types.h>

struct request_sock;
struct sk_buff;
struct sock;

/* IPv4 as ::ffff:a.b.c.d. */
struct lq_endpoint {
	struct in6_addr addr;
	u16 port;
};

/* Where somebody listens. */
struct lq_listening {
	struct lq_endpoint at;
	bool ipv6;	/* on an IPv6 socket */
	bool dual;	/* which takes IPv4 as well */
};

/**
 * lq_endpoint_local() - what a TCP socket is bound to
 * @sk: the socket; its small forms, half-open connections and those in
 *	TIME_WAIT, have the same in the same place (struct sock_common)
 *
 * Context: any.
 */
struct lq_endpoint lq_endpoint_local(const struct sock *sk);

/**
 * lq_endpoint_listening() - where a listener listens
 * @sk: the listener, which may just have stopped
 *
 * Context: any.
 */
struct lq_listening lq_endpoint_listening(const struct sock *sk);

/**
 * lq_endpoint_remote() - who sent a TCP packet
 * @remote: the result
 * @skb: the packet, its headers found, as TCP's own functions get it
 *
 * Context: any.
 */
void lq_endpoint_remote(struct lq_endpoint *remote, const struct sk_buff *skb);

/**
 * lq_endpoint_client() - whose half-open connection it is
 * @req: the request
 *
 * Context: any.
 */
struct lq_endpoint lq_endpoint_client(const struct request_sock *req);

#endif /* LQ_ENDPOINT_H */
