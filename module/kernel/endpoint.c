// SPDX-License-Identifier: GPL-2.0-only
#include <net/inet_sock.h>

#include "kernel/device.h"
#include "kernel/endpoint.h"

struct lq_endpoint lq_endpoint_local(const struct sock *sk)
{
	struct lq_endpoint local = { .port = READ_ONCE(inet_sk(sk)->inet_num) };

#if IS_ENABLED(CONFIG_IPV6)
	if (sk->sk_family == AF_INET6) {
		local.addr = sk->sk_v6_rcv_saddr;
		return local;
	}
#endif
	ipv6_addr_set_v4mapped(inet_sk(sk)->inet_rcv_saddr, &local.addr);
	return local;
}

static bool is_dual(const struct sock *sk)
{
#if IS_ENABLED(CONFIG_IPV6)
	/*
	 * Neither changes while the socket listens; sk_state, which the
	 * compiler may read with them as one word, does.
	 */
	return data_race(sk->sk_family == AF_INET6 && !ipv6_only_sock(sk)) &&
	       ipv6_addr_any(&sk->sk_v6_rcv_saddr);
#else
	return false;
#endif
}

/*
 * A listener that did not choose its port by bind() loses inet_num before
 * inet_csk_listen_stop() is called (tcp_set_state() in net/ipv4/tcp.c, which
 * calls inet_put_port()). inet_sport keeps the port.
 */
struct lq_listening lq_endpoint_listening(const struct sock *sk)
{
	struct lq_listening listening = {
		.at = lq_endpoint_local(sk),
		.ipv6 = sk->sk_family == AF_INET6,
		.dual = is_dual(sk),
		.ifindex = lq_device_of(sk),
	};

	listening.at.port = ntohs(inet_sk(sk)->inet_sport);
	return listening;
}

struct lq_endpoint lq_endpoint_client(const struct request_sock *req)
{
	const struct inet_request_sock *ireq = inet_rsk(req);
	struct lq_endpoint client = { .port = ntohs(ireq->ir_rmt_port) };

#if IS_ENABLED(CONFIG_IPV6)
	if (ireq->ireq_family == AF_INET6) {
		client.addr = ireq->ir_v6_rmt_addr;
		return client;
	}
#endif
	ipv6_addr_set_v4mapped(ireq->ir_rmt_addr, &client.addr);
	return client;
}

struct lq_endpoint lq_endpoint_peer(const struct sock *sk)
{
	struct lq_endpoint peer = { .port = ntohs(inet_sk(sk)->inet_dport) };

#if IS_ENABLED(CONFIG_IPV6)
	if (sk->sk_family == AF_INET6) {
		peer.addr = sk->sk_v6_daddr;
		return peer;
	}
#endif
	ipv6_addr_set_v4mapped(inet_sk(sk)->inet_daddr, &peer.addr);
	return peer;
}
