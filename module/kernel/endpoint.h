/* SPDX-License-Identifier: GPL-2.0-only */
/* An address and a port: of a listener, of a connection, of a client. */
#ifndef LQ_ENDPOINT_H
#define LQ_ENDPOINT_H

#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/tcp.h>
#include <linux/types.h>
#include <net/ipv6.h>

struct request_sock;
struct sock;

/* An IPv4 address is stored as ::ffff:a.b.c.d. */
struct lq_endpoint {
	struct in6_addr addr;
	u16 port;
};

/* The address and port of a listener, and its device. */
struct lq_listening {
	struct lq_endpoint at;
	bool ipv6;	/* an IPv6 socket */
	bool dual;	/* an IPv6 socket that also accepts IPv4 */
	int ifindex;	/* the device that it is bound to; 0: none */
};

/**
 * lq_endpoint_local() - get the local address and port of a TCP socket
 * @sk: the socket, alive; a half-open connection and a TIME_WAIT socket have
 *	the same members in the same place (struct sock_common,
 *	include/net/sock.h)
 *
 * Context: any.
 * Return: the address and port; port 0 if the socket is not bound.
 */
struct lq_endpoint lq_endpoint_local(const struct sock *sk);

/**
 * lq_endpoint_listening() - get the address, port and device that a socket
 *	listens at
 * @sk: the listener, alive; it may just have stopped listening
 *
 * Context: any.
 * Return: the address, the port, the families that it accepts, and the device.
 */
struct lq_listening lq_endpoint_listening(const struct sock *sk);

/**
 * lq_endpoint_remote() - get the source address and port of a TCP packet
 * @remote: the result
 * @skb: the packet, its network and transport headers set, as tcp_v4_rcv()
 *	(net/ipv4/tcp_ipv4.c) passes it on
 *
 * Context: any.
 */
static inline void lq_endpoint_remote(struct lq_endpoint *remote,
				      const struct sk_buff *skb)
{
	remote->port = ntohs(tcp_hdr(skb)->source);
	if (skb->protocol == htons(ETH_P_IP))
		ipv6_addr_set_v4mapped(ip_hdr(skb)->saddr, &remote->addr);
	else
		remote->addr = ipv6_hdr(skb)->saddr;
}

/**
 * lq_endpoint_client() - get the client's address and port of a half-open
 *	connection
 * @req: the half-open connection, alive
 *
 * Context: any.
 * Return: the address and port.
 */
struct lq_endpoint lq_endpoint_client(const struct request_sock *req);

/**
 * lq_endpoint_peer() - get the remote address and port of a TCP socket
 * @sk: the socket, alive, connected
 *
 * Context: any.
 * Return: the address and port.
 */
struct lq_endpoint lq_endpoint_peer(const struct sock *sk);

#endif /* LQ_ENDPOINT_H */
