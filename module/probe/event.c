// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the kernel does with a SYN, with a half-open connection and with a
 * handshake's final ACK, followed from what can be read when it begins. The
 * order of the tests is the kernel's (net/ipv4/tcp_input.c, tcp_conn_request();
 * net/ipv4/tcp_minisocks.c, tcp_check_req(); net/ipv4/tcp_ipv4.c,
 * tcp_v4_syn_recv_sock()), and so are the inline functions that make them.
 * Where the kernel fails without passing a probe, there is doubt until the
 * probe that success passes: see struct lq_doubt.
 */
#include <linux/percpu.h>
#include <net/inet_connection_sock.h>
#include <net/tcp.h>

#include "kernel/expiry.h"
#include "kernel/limit.h"
#include "kernel/mptcp_join.h"
#include "probe/event.h"
#include "probe/reqsk_removal.h"
#include "record/backlog.h"
#include "record/closed_listeners.h"
#include "record/drop.h"
#include "record/record.h"
#include "record/unknown.h"

#define count(slot, what) lq_slot_inc(slot, LQ_COUNT_##what)

static bool is_tcp(const struct sock *sk)
{
	return sk->sk_protocol == IPPROTO_TCP;
}

static struct lq_slot *slot_of(const struct sock *sk)
{
	return is_tcp(sk) ? lq_record_slot_of(sk) : NULL;
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

/* Without a probe, what went through unseen looks dropped. */
static bool is_told(const struct sock *sk, enum lq_count cause)
{
	return !(lq_unfed_counts(sk->sk_family == AF_INET6) & BIT_ULL(cause));
}

/* @age: how long ago it happened, in jiffies */
static void note(struct lq_slot *slot, const struct sock *sk,
		 enum lq_count cause, struct lq_depths depths,
		 const struct lq_endpoint *remote, unsigned long age)
{
	if (!is_told(sk, cause))
		return;
	if (lq_count_is_drop(cause))
		lq_slot_dropped(slot, age);
	else if (cause != LQ_COUNT_expired)
		return;
	lq_drop_note(sk, cause, depths, remote, age);
}

/* Its endpoint on the stack is not to be everybody's. */
static noinline void drop(struct lq_slot *slot, const struct sock *sk,
			    enum lq_count cause, struct lq_depths depths,
			    const struct sk_buff *skb)
{
	struct lq_endpoint remote;

	lq_endpoint_remote(&remote, skb);
	lq_slot_inc(slot, cause);
	note(slot, sk, cause, depths, &remote, 0);
}

static noinline void confirm_doubt(struct lq_slot *slot, const struct sock *sk,
				   enum lq_matter matter)
{
	const struct lq_doubt *doubt = &slot->doubt[matter];

	note(slot, sk, lq_slot_confirm(slot, matter), doubt->depths,
	     &doubt->remote, lq_doubt_age(doubt));
}

/* Before the next doubt of its kind; most were settled. */
static void confirm(struct lq_slot *slot, const struct sock *sk,
		    enum lq_matter matter)
{
	if (unlikely(lq_slot_doubts(slot, matter)))
		confirm_doubt(slot, sk, matter);
}

/* The packet came through: what was told of it, if so, did not happen. */
static bool take_back(struct lq_slot *slot, enum lq_matter matter,
		      const void *about)
{
	struct lq_doubt *doubt = &slot->doubt[matter];

	if (likely(!doubt->told) || doubt->about != about)
		return false;
	lq_slot_dec(slot, doubt->told);
	if (doubt->with)
		lq_slot_dec(slot, doubt->with);
	doubt->told = 0;
	return true;
}

static void doubt(struct lq_slot *slot, enum lq_matter matter,
		  enum lq_count feared, const struct request_sock *about,
		  const struct sk_buff *skb, struct lq_depths depths)
{
	struct lq_doubt *doubt = &slot->doubt[matter];

	doubt->about = about;
	doubt->depths = depths;
	lq_endpoint_remote(&doubt->remote, skb);
	lq_slot_fear(doubt, feared);
}

/* What is seen here already; the rest goes on into doubt. */
static enum lq_count fate_of_syn(struct lq_slot *slot, const struct sock *sk,
				 bool recycled)
{
	int cookies = lq_limit_cookies(sk);
	bool no_room = (cookies == 2 || inet_csk_reqsk_queue_is_full(sk)) &&
		       !recycled;

	slot->doubt[LQ_SYN].with = no_room && cookies ?
				   LQ_COUNT_wanted_cookie : 0;
	if (no_room && !cookies)
		return LQ_COUNT_syn_synq_full;
	if (no_room)
		count(slot, wanted_cookie);
	if (sk_acceptq_is_full(sk))
		return LQ_COUNT_syn_acceptq_full;
	return no_room ? LQ_COUNT_cookies : 0;
}

/*
 * A depth is seen by who makes it; here only if the SYN makes none, as the
 * queue may have been full for long.
 */
void lq_event_syn(const struct sock *sk, const struct sk_buff *skb)
{
	struct lq_depths depths = lq_depths_of(sk);
	struct lq_slot *slot = slot_of(sk);
	bool recycled = recycles_time_wait(skb);
	enum lq_count fate;

	if (!slot)
		return;
	confirm(slot, sk, LQ_SYN);
	count(slot, syns);
	fate = fate_of_syn(slot, sk, recycled);
	slot->doubt[LQ_SYN].told = fate;
	if (!fate) {
		doubt(slot, LQ_SYN, !recycled && lq_limit_last_quarter(sk) ?
		      LQ_COUNT_syn_last_quarter : LQ_COUNT_syn_other,
		      NULL, skb, depths);
		return;
	}
	if (fate == LQ_COUNT_cookies)
		lq_slot_cookie(slot);
	else
		drop(slot, sk, fate, depths, skb);
	lq_slot_see(slot, depths);
}

void lq_event_queued(const struct sock *sk)
{
	struct lq_depths depths = lq_depths_of(sk);
	struct lq_slot *slot = slot_of(sk);

	if (!slot)
		return;
	lq_slot_sure(slot, LQ_SYN, NULL);
	take_back(slot, LQ_SYN, NULL);
	/* What follows about this address is about its new owner. */
	confirm(slot, sk, LQ_RESEND);
	slot->doubt[LQ_RESEND].told = 0;
	count(slot, queued);
	depths.synq++;
	lq_slot_see(slot, depths);
}

static bool aborts_on_overflow(const struct sock *sk)
{
	return READ_ONCE(sock_net(sk)->ipv4.sysctl_tcp_abort_on_overflow);
}

static void drop_ack(struct lq_slot *slot, const struct sock *sk,
		       const struct sk_buff *skb,
		       const struct request_sock *req, bool of_synq,
		       struct lq_depths depths)
{
	struct lq_doubt *settled = &slot->doubt[LQ_ACK];

	settled->about = req;
	settled->told = of_synq ? LQ_COUNT_ack_acceptq_full :
				  LQ_COUNT_cookie_acceptq_full;
	if (of_synq && aborts_on_overflow(sk))
		lq_removal_expect(req, LQ_COUNT_aborted);
	drop(slot, sk, settled->told, depths, skb);
	lq_slot_see(slot, depths);
}

void lq_event_final_ack(const struct sock *sk, const struct sk_buff *skb,
			const struct request_sock *req, bool of_synq)
{
	struct lq_depths depths = lq_depths_of(sk);
	struct lq_slot *slot = slot_of(sk);

	if (!slot)
		return;
	if (!of_synq && tcp_hdr(skb)->syn)
		return;		/* a fast open, its fate is the SYN's */
	if (!of_synq) {
		lq_slot_sure(slot, LQ_COOKIE, NULL);
		count(slot, cookies_valid);
	}
	confirm(slot, sk, LQ_ACK);
	if (sk_acceptq_is_full(sk)) {
		drop_ack(slot, sk, skb, req, of_synq, depths);
		return;
	}
	slot->doubt[LQ_ACK].told = 0;
	if (!of_synq && lq_join_by_cookie(req, skb))
		count(slot, cookies_joined);
	else
		doubt(slot, LQ_ACK, LQ_COUNT_ack_other, req, skb, depths);
}

/* Its final ACK had come before and was put off. */
static bool was_deferred(const struct sock *sk, const struct request_sock *req)
{
	return inet_rsk(req)->acked &&
	       READ_ONCE(inet_csk(sk)->icsk_accept_queue.rskq_defer_accept);
}

/* The kernel adds to the accept queue next. */
static void see_entering(struct lq_slot *slot, const struct sock *sk)
{
	struct lq_depths depths = lq_depths_of(sk);

	depths.acceptq++;
	lq_slot_see(slot, depths);
}

void lq_event_completed(const struct sock *sk, const struct request_sock *req,
			bool own)
{
	struct lq_slot *slot = slot_of(sk);

	if (!slot)
		return;
	lq_slot_sure(slot, LQ_ACK, req);
	if (take_back(slot, LQ_ACK, req))
		lq_removal_expect(NULL, 0);
	if (!own || inet_sk_state_load(sk) != TCP_LISTEN)
		return;
	see_entering(slot, sk);
	if (sk != req->rsk_listener)
		return;		/* from a closed member: migrated_in_ready */
	count(slot, completed);
	if (was_deferred(sk, req))
		count(slot, deferred);
	lq_slot_wait(slot, LQ_WAIT_HANDSHAKE, tcp_rsk(req)->snt_synack);
}

void lq_event_bypassed(const struct sock *sk, const struct request_sock *req)
{
	bool fast_open = tcp_rsk(req)->tfo_listener;
	struct lq_slot *slot;

	/*
	 * A request of the SYN queue holds its listener, one made from a
	 * cookie does not: the former was counted as completed already, on
	 * kernels that call the function for both.
	 */
	if (req->rsk_listener && !fast_open)
		return;
	slot = slot_of(sk);
	if (!slot)
		return;
	if (fast_open) {
		lq_slot_sure(slot, LQ_SYN, NULL);
		take_back(slot, LQ_SYN, NULL);
	} else {
		lq_slot_sure(slot, LQ_ACK, req);
		take_back(slot, LQ_ACK, req);
	}
	if (inet_sk_state_load(sk) != TCP_LISTEN)
		return;
	see_entering(slot, sk);
	lq_slot_inc(slot, fast_open ? LQ_COUNT_fastopens : LQ_COUNT_cookies_ok);
	lq_slot_wait(slot, LQ_WAIT_HANDSHAKE, 0);
}

void lq_event_joined(const struct sock *sk, const struct request_sock *req)
{
	struct lq_slot *slot;

	/* Of a listener that has closed, all requests go this way. */
	if (inet_sk_state_load(sk) != TCP_LISTEN)
		return;
	/* One that joined has left the hash table to its subflow. */
	if (!sk_unhashed((const struct sock *)req))
		return;
	slot = slot_of(sk);
	if (!slot)
		return;
	lq_slot_sure(slot, LQ_ACK, req);
	count(slot, joined);
}

static bool no_cookies_out(const struct sock *sk)
{
#ifdef CONFIG_SYN_COOKIES
	return tcp_synq_no_recent_overflow(sk);
#else
	return true;
#endif
}

/* As cookie_v4_check() (net/ipv4/syncookies.c) decides to look at it at all. */
void lq_event_cookie_check(const struct sock *sk, const struct sk_buff *skb)
{
	const struct tcphdr *th = tcp_hdr(skb);
	struct lq_slot *slot;

	if (!lq_limit_cookies(sk) || !th->ack || th->rst || no_cookies_out(sk))
		return;
	slot = slot_of(sk);
	if (!slot)
		return;
	confirm(slot, sk, LQ_COOKIE);
	lq_slot_fear(&slot->doubt[LQ_COOKIE], LQ_COUNT_cookies_bad);
}

static void expire(struct lq_slot *slot, const struct sock *sk,
		   const struct request_sock *req)
{
	const struct lq_endpoint client = lq_endpoint_client(req);
	struct lq_doubt *settled = &slot->doubt[LQ_RESEND];
	bool early = lq_expiry_is_early(sk, req);

	settled->about = req;
	settled->told = LQ_COUNT_expired;
	settled->with = early ? LQ_COUNT_expired_early : 0;
	count(slot, expired);
	if (early)
		count(slot, expired_early);
	if (was_deferred(sk, req))
		count(slot, deferred);
	note(slot, sk, LQ_COUNT_expired, lq_depths_of(sk), &client, 0);
}

/* If the SYN-ACK cannot be sent, the request ends. */
static void doubt_resend(struct lq_slot *slot, const struct sock *sk,
			 const struct request_sock *req)
{
	struct lq_doubt *doubt = &slot->doubt[LQ_RESEND];

	doubt->about = req;
	doubt->told = 0;
	doubt->depths = lq_depths_of(sk);
	doubt->remote = lq_endpoint_client(req);
	lq_slot_fear(doubt, LQ_COUNT_expired);
}

/*
 * Called by reqsk_timer_handler() (net/ipv4/inet_connection_sock.c) at every
 * tick, before the decision. A request that is in no hash table is the copy
 * that a SO_REUSEPORT member takes over from one that has closed.
 */
void lq_event_synack_timeout(const struct request_sock *req)
{
	const struct sock *sk = req->rsk_listener;
	struct lq_slot *slot;

	if (tcp_rsk(req)->tfo_listener)
		return;
	slot = slot_of(sk);
	if (!slot)
		return;
	lq_slot_see(slot, lq_depths_of(sk));
	confirm(slot, sk, LQ_RESEND);
	if (sk->sk_reuseport && sk_unhashed((const struct sock *)req))
		count(slot, migrated_in);
	if (lq_expiry_is_due(sk, req))
		expire(slot, sk, req);
	else if (lq_expiry_resends(sk, req) && !inet_rsk(req)->acked)
		doubt_resend(slot, sk, req);
}

void lq_event_synack_resent(const struct request_sock *req)
{
	struct lq_slot *slot;

	if (tcp_rsk(req)->tfo_listener)
		return;
	slot = slot_of(req->rsk_listener);
	if (!slot)
		return;
	lq_slot_sure(slot, LQ_RESEND, req);
	if (take_back(slot, LQ_RESEND, req) &&
	    was_deferred(req->rsk_listener, req))
		lq_slot_dec(slot, LQ_COUNT_deferred);
	count(slot, synack_retrans);
}

/* As tcp_req_err() (net/ipv4/tcp_ipv4.c) decides. */
void lq_event_icmp(const struct sock *req, u32 seq, bool fatal)
{
	if (fatal && seq == tcp_rsk(inet_reqsk(req))->snt_isn)
		lq_removal_expect(inet_reqsk(req), LQ_COUNT_ended_icmp);
}

void lq_event_abort(const struct sock *req)
{
	if (inet_sk_state_load(req) == TCP_NEW_SYN_RECV)
		lq_removal_ask(inet_reqsk(req));
}

void lq_event_removed(const struct sock *sk, const struct request_sock *req)
{
	enum lq_count cause = lq_removal_cause(req);
	struct lq_slot *slot;

	if (sk_unhashed((const struct sock *)req))
		return;		/* somebody else was quicker */
	slot = slot_of(sk);
	if (!slot)
		return;
	lq_slot_inc(slot, cause);
	if (was_deferred(sk, req))
		count(slot, deferred);
	lq_slot_see(slot, lq_depths_of(sk));
}

/*
 * The child's receive buffer clock is set when its handshake completes and not
 * touched before its first read (net/ipv4/tcp_input.c, tcp_init_buffer_space(),
 * tcp_rcv_space_adjust()). The first subflow of an MPTCP connection, which
 * would know, is not in reach.
 */
static u64 ready_since(const struct sock *child)
{
	return is_tcp(child) ? tcp_sk(child)->rcvq_space.time : 0;
}

void lq_event_accepted(struct socket *sock, const struct sock *child)
{
	const struct sock *sk = sock->sk;
	struct lq_record *record;
	struct lq_slot *slot;

	record = is_tcp(sk) ? lq_record_find(sk) :
			      lq_record_find_mptcp(SOCK_INODE(sock)->i_ino);
	slot = record ? lq_record_slot(record) : NULL;
	if (!slot)
		return;
	count(slot, accepted);
	WRITE_ONCE(slot->accepted_at, lq_moment());
	lq_slot_wait(slot, LQ_WAIT_ACCEPT, ready_since(child));
	if (!is_tcp(sk))
		return;		/* the queues are another socket's */
	/* Since this one left others may have come: no more than there are. */
	lq_slot_see(slot, lq_depths_of(sk));
}

void lq_event_asked(int backlog)
{
	lq_backlog_note(backlog);
}

void lq_event_asked_again(const struct sock *sk)
{
	if (is_tcp(sk) && inet_sk_state_load(sk) == TCP_LISTEN)
		lq_record_relisten(sk);
}

void lq_event_listen(const struct sock *sk)
{
	if (is_tcp(sk))
		lq_record_listen(sk);
}

void lq_event_close(const struct sock *sk)
{
	if (!is_tcp(sk))
		return;
	lq_closed_listeners_note(sk);
	lq_record_gone(sk);
}
