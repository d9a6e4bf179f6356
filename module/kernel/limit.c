// SPDX-License-Identifier: GPL-2.0-only
#include <linux/minmax.h>
#include <net/inet_connection_sock.h>

#include "kernel/limit.h"

/*
 * Says whether the SYN queue holds one more than the backlog. It is full at
 * depth >= backlog before, and at depth > backlog since "tcp/dccp: allow a
 * connection when sk_max_ack_backlog is zero" of January 2025, which stable
 * branches took over: 5.15.177 has it, 5.10.223 and 6.8.1 do not. Therefore the
 * inline function of this kernel is applied to a queue that is exactly as deep
 * as its backlog.
 */
static bool synq_holds_one_more(void)
{
	static const struct inet_connection_sock deep = {
		.icsk_inet.sk.sk_max_ack_backlog = 1,
		.icsk_accept_queue.qlen = ATOMIC_INIT(1),
	};

	return !inet_csk_reqsk_queue_is_full(&deep.icsk_inet.sk);
}

u64 lq_limit_synq(const struct lq_limits *limits)
{
	u64 limit = (u64)limits->backlog + synq_holds_one_more();
	int max = max(limits->max_syn_backlog, 0);

	/* A kernel without SYN cookies has the sysctl too; it is 1. */
	if (IS_ENABLED(CONFIG_SYN_COOKIES) && limits->cookies == 2)
		return 0;
	return limits->cookies ? limit :
				 min_t(u64, limit, max - (max >> 2) + 1);
}
