/* SPDX-License-Identifier: GPL-2.0-only */
/* MPTCP subflows that join a connection instead of opening one. */
#ifndef LQ_MPTCP_JOIN_H
#define LQ_MPTCP_JOIN_H

#include <linux/types.h>

struct request_sock;
struct sk_buff;

/**
 * lq_join_by_cookie() - whether a final ACK with a valid cookie is of such a subflow
 * @req: the request that was made from the cookie
 * @skb: the ACK, its TCP header read already (tcp_v4_rcv() in net/ipv4/tcp_ipv4.c)
 *
 * It passes no probe after this: tcp_get_cookie_sock() (net/ipv4/syncookies.c)
 * hands it to its connection, past the accept queue.
 *
 * Context: softirq.
 */
bool lq_join_by_cookie(const struct request_sock *req,
		       const struct sk_buff *skb);

#endif /* LQ_MPTCP_JOIN_H */
