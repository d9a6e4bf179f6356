// SPDX-License-Identifier: GPL-2.0-only
#include <linux/minmax.h>
#include <net/inet_connection_sock.h>
#include <net/net_namespace.h>

#include "kernel/limit.h"

/*
 * "Full" is depth > backlog in some kernels and depth >= backlog in others, and
 * stable branches differ: ask this one's inline function about a queue that is
 * exactly as deep as its backlog.
 */
static bool synq_holds_one_more(void)
{
	static const struct inet_connection_sock deep = {
		.icsk_inet.sk.sk_max_ack_backlog = 1,
		.icsk_accept_queue.qlen = ATOMIC_INIT(1),
	};

	return !inet_csk_reqsk_queue_is_full(&deep.icsk_inet.sk);
}

static int max_syn_backlog(const struct sock *sk)
{
	return READ_ONCE(sock_net(sk)->ipv4.sysctl_max_syn_backlog);
}

/* It is there, and 1, where the kernel is built without SYN cookies, too. */
static int tcp_syncookies(const struct sock *sk)
{
	return READ_ONCE(sock_net(sk)->ipv4.sysctl_tcp_syncookies);
}

int lq_limit_cookies(const struct sock *sk)
{
	return IS_ENABLED(CONFIG_SYN_COOKIES) ? tcp_syncookies(sk) : 0;
}

bool lq_limit_last_quarter(const struct sock *sk)
{
	int max = max_syn_backlog(sk);

	return !tcp_syncookies(sk) &&
	       max - inet_csk_reqsk_queue_len(sk) < max >> 2;
}

u64 lq_limit_synq(const struct sock *sk)
{
	u64 limit = (u64)READ_ONCE(sk->sk_max_ack_backlog) +
		    synq_holds_one_more();
	int max = max(max_syn_backlog(sk), 0);

	if (lq_limit_cookies(sk) == 2)
		return 0;
	return tcp_syncookies(sk) ? limit :
				    min_t(u64, limit, max - (max >> 2) + 1);
}

/* sk_acceptq_is_full() is depth > backlog in every kernel. */
u64 lq_limit_acceptq(const struct sock *sk)
{
	return (u64)READ_ONCE(sk->sk_max_ack_backlog) + 1;
}
