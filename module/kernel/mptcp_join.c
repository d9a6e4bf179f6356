// SPDX-License-Identifier: GPL-2.0-only
#include <net/mptcp.h>
#include <net/tcp.h>

#include "kernel/mptcp_join.h"

#define SUBTYPE_MP_JOIN 1	/* RFC 8684, 8 */

/* The kernel keeps what it has parsed in structures of net/mptcp alone. */
static bool has_join_option(const struct tcphdr *th)
{
	const u8 *option = (const u8 *)(th + 1);
	const u8 *end = (const u8 *)th + th->doff * 4;

	while (option < end && option[0] != TCPOPT_EOL) {
		if (option[0] == TCPOPT_NOP) {
			option++;
			continue;
		}
		if (end - option < 2 || option[1] < 2 ||
		    option[1] > end - option)
			return false;
		if (option[0] == TCPOPT_MPTCP && option[1] > 2 &&
		    option[2] >> 4 == SUBTYPE_MP_JOIN)
			return true;
		option += option[1];
	}
	return false;
}

bool lq_join_by_cookie(const struct request_sock *req,
		       const struct sk_buff *skb)
{
	return unlikely(rsk_is_mptcp(req)) && has_join_option(tcp_hdr(skb));
}
