// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel does with a SYN and with a handshake's final ACK, followed
 * from what can be read when it begins. The order of the tests is the kernel's
 * (net/ipv4/tcp_input.c, tcp_conn_request(); net/ipv4/tcp_ipv4.c,
 * tcp_v4_syn_recv_sock()), and so are the inline functions that make them.
 */
#include <net/inet_connection_sock.h>
#include <net/tcp.h>

#include "event.h"
#include "record.h"

#define count(slot, what) ((slot)->count[LQ_COUNT_##what]++)

static bool is_tcp(const struct sock *sk)
{
	return sk->sk_protocol == IPPROTO_TCP;
}

static struct lq_slot *slot_of(const struct sock *sk)
{
	struct lq_record *record = is_tcp(sk) ? lq_record_get(sk) : NULL;

	return record ? lq_record_slot(record) : NULL;
}

/* A SYN that recycles a TIME_WAIT socket is exempt from the SYN queue's limit. */
static bool recycles_time_wait(const struct sk_buff *skb)
{
#ifdef LQ_HAVE_TW_ISN_PERCPU
	return __this_cpu_read(tcp_tw_isn);
#else
	return TCP_SKB_CB(skb)->tcp_tw_isn;
#endif
}

static int cookie_mode(const struct sock *sk)
{
	return IS_ENABLED(CONFIG_SYN_COOKIES) ?
		READ_ONCE(sock_net(sk)->ipv4.sysctl_tcp_syncookies) : 0;
}

static void count_syn(struct lq_slot *slot, const struct sock *sk,
		      const struct sk_buff *skb)
{
	int cookies = cookie_mode(sk);
	bool no_room = (cookies == 2 || inet_csk_reqsk_queue_is_full(sk)) &&
		       !recycles_time_wait(skb);

	count(slot, syns);
	if (no_room && !cookies)
		count(slot, syn_synq_full);
	else if (sk_acceptq_is_full(sk))
		count(slot, syn_acceptq_full);
	else if (no_room)
		count(slot, cookies);
}

void lq_event_syn(const struct sock *sk, const struct sk_buff *skb)
{
	struct lq_slot *slot = slot_of(sk);

	if (!slot)
		return;
	count_syn(slot, sk, skb);
	lq_slot_see(slot, lq_depths_of(sk));
}

void lq_event_queued(const struct sock *sk)
{
	struct lq_slot *slot = slot_of(sk);
	struct lq_depths depths;

	if (!slot)
		return;
	count(slot, queued);
	depths = lq_depths_of(sk);
	depths.synq++;
	lq_slot_see(slot, depths);
}

void lq_event_final_ack(const struct sock *sk, bool of_synq)
{
	struct lq_slot *slot = slot_of(sk);

	if (!slot)
		return;
	if (sk_acceptq_is_full(sk))
		count(slot, ack_acceptq_full);
	lq_slot_see(slot, lq_depths_of(sk));
}

/* The kernel adds to the accept queue next, unless listening has ended. */
static void count_entered(const struct sock *sk)
{
	struct lq_slot *slot = slot_of(sk);
	struct lq_depths depths;

	if (!slot || inet_sk_state_load(sk) != TCP_LISTEN)
		return;
	count(slot, completed);
	depths = lq_depths_of(sk);
	depths.acceptq++;
	lq_slot_see(slot, depths);
}

void lq_event_completed(const struct sock *sk)
{
	count_entered(sk);
}

void lq_event_bypassed(const struct sock *sk, const struct request_sock *req)
{
	/*
	 * A request of the SYN queue holds its listener, one made from a
	 * cookie does not: the former was counted as completed already, on
	 * kernels that call the function for both.
	 */
	if (!req->rsk_listener || tcp_rsk(req)->tfo_listener)
		count_entered(sk);
}

void lq_event_accepted(struct socket *sock)
{
	const struct sock *sk = sock->sk;
	struct lq_record *record;
	struct lq_slot *slot;
	struct lq_depths depths;

	record = is_tcp(sk) ? lq_record_find(sk) :
			      lq_record_find_mptcp(SOCK_INODE(sock)->i_ino);
	slot = record ? lq_record_slot(record) : NULL;
	if (!slot)
		return;
	count(slot, accepted);
	if (!is_tcp(sk))
		return;		/* the queues are another socket's */
	depths = lq_depths_of(sk);
	depths.acceptq++;
	lq_slot_see(slot, depths);
}

void lq_event_synack_timeout(const struct request_sock *req)
{
	struct lq_slot *slot = slot_of(req->rsk_listener);

	if (slot)
		lq_slot_see(slot, lq_depths_of(req->rsk_listener));
}

void lq_event_listen(const struct sock *sk)
{
	if (is_tcp(sk))
		lq_record_listen(sk);
}

void lq_event_close(const struct sock *sk)
{
	if (is_tcp(sk))
		lq_record_gone(sk);
}
