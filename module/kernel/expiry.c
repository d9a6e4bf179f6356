// SPDX-License-Identifier: GPL-2.0-only
#include <net/inet_connection_sock.h>
#include <net/net_namespace.h>

#include "kernel/expiry.h"

static int synack_retries(const struct sock *sk)
{
	return READ_ONCE(inet_csk(sk)->icsk_syn_retries) ? :
		READ_ONCE(sock_net(sk)->ipv4.sysctl_tcp_synack_retries);
}

/*
 * Lowers the number of retransmissions if the SYN queue is more than half full,
 * the more so the fewer of its connections are young.
 */
static int pruned_retries(const struct sock *sk, int retries)
{
	const struct request_sock_queue *queue =
		&inet_csk(sk)->icsk_accept_queue;
	int qlen = reqsk_queue_len(queue);
	int young = reqsk_queue_len_young(queue) << 1;

	if ((qlen << 1) <= max(8U, READ_ONCE(sk->sk_max_ack_backlog)))
		return retries;
	for (; retries > 2 && qlen >= young; young <<= 1)
		retries--;
	return retries;
}

/* Decides as syn_ack_recalc() (net/ipv4/inet_connection_sock.c) does. */
static bool is_over(const struct sock *sk, const struct request_sock *req,
		    int retries)
{
	u8 defer = READ_ONCE(inet_csk(sk)->icsk_accept_queue.rskq_defer_accept);

	return req->num_timeout >= retries &&
	       (!defer || !inet_rsk(req)->acked || req->num_timeout >= defer);
}

bool lq_expiry_resends(const struct sock *sk, const struct request_sock *req)
{
	u8 defer = READ_ONCE(inet_csk(sk)->icsk_accept_queue.rskq_defer_accept);

	return !defer || !inet_rsk(req)->acked || req->num_timeout >= defer - 1;
}

bool lq_expiry_is_due(const struct sock *sk, const struct request_sock *req)
{
	return is_over(sk, req, pruned_retries(sk, synack_retries(sk)));
}

bool lq_expiry_is_early(const struct sock *sk, const struct request_sock *req)
{
	return !is_over(sk, req, synack_retries(sk));
}
