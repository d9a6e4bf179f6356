// SPDX-License-Identifier: GPL-2.0-only
/*
 * Follows each SYN, half-open connection and final ACK to its outcome. A packet
 * is pending (record/pending.h) until a probe on the success path is hit. If
 * none is, the kernel's own counters say why: nothing here predicts it.
 */
#include <net/inet_connection_sock.h>
#include <net/tcp.h>

#include "kernel/device.h"
#include "kernel/expiry.h"
#include "kernel/limit.h"
#include "probe/accepting.h"
#include "probe/event.h"
#include "probe/reqsk_removal.h"
#include "record/backlog.h"
#include "record/client.h"
#include "record/closed_listeners.h"
#include "record/drop.h"
#include "record/ended.h"
#include "record/loss.h"
#include "record/pending.h"
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

/*
 * Closes the pending packet of this kind, listener and request, and returns its
 * slot, which need not be searched then. Searches the slot if there is none.
 */
static struct lq_slot *succeed(enum lq_pending_kind kind, const struct sock *sk,
			       const struct request_sock *req)
{
	struct lq_pending *pending = lq_pending_of(kind, sk);
	struct lq_slot *slot;

	if (unlikely(!pending || pending->req != req))
		return slot_of(sk);
	slot = pending->slot;
	lq_pending_close(pending);
	if (kind == LQ_PENDING_SYN || kind == LQ_PENDING_ACK)
		lq_client_back(pending, slot);
	return slot;
}

void lq_event_syn(const struct sock *sk, const struct sk_buff *skb)
{
	struct lq_pending *pending;
	struct lq_slot *slot;
	struct lq_drop *drop;

	lq_pending_settle();
	slot = slot_of(sk);
	if (!slot)
		return;
	count(slot, syns);
	pending = lq_pending_open(LQ_PENDING_SYN, sk);
	if (!pending)
		return;
	pending->isn = ntohl(tcp_hdr(skb)->seq);
	drop = lq_drop_next();
	drop->depths = lq_depths_of(sk);
	lq_endpoint_remote(&drop->remote, skb);
	lq_slot_see(slot, drop->depths);
	lq_pending_begin(pending, slot);
}

/*
 * With cookies off, tcp_conn_request() calls tcp_peer_is_proven() for a SYN in
 * the last quarter of tcp_max_syn_backlog, and drops the SYN if it returns
 * false.
 */
void lq_event_last_quarter(void)
{
	struct lq_pending *pending = this_cpu_ptr(&lq_pending);

	if (READ_ONCE(pending->slot) && pending->kind == LQ_PENDING_SYN)
		WRITE_ONCE(pending->last_quarter, true);
}

void lq_event_queued(const struct sock *sk)
{
	struct lq_slot *slot = succeed(LQ_PENDING_SYN, sk, NULL);

	if (!slot)
		return;
	count(slot, queued);
	lq_slot_see(slot, lq_depths_of(sk));
}

/* Called by whichever probe on the success path is hit first. */
static void close_valid_cookie(const struct sock *sk)
{
	struct lq_pending *pending = lq_pending_of(LQ_PENDING_COOKIE, sk);

	if (pending)
		lq_pending_close_valid(pending);
}

void lq_event_final_ack(const struct sock *sk, const struct sk_buff *skb,
			const struct request_sock *req, bool of_synq)
{
	struct lq_pending *pending;
	struct lq_slot *slot;
	struct lq_drop *drop;

	if (!of_synq && tcp_hdr(skb)->syn)
		return;		/* TCP Fast Open: the SYN is pending */
	if (!of_synq)
		close_valid_cookie(sk);
	lq_pending_settle();
	slot = slot_of(sk);
	if (!slot)
		return;
	pending = lq_pending_open(LQ_PENDING_ACK, sk);
	if (!pending)
		return;
	pending->req = req;
	pending->of_synq = of_synq;
	pending->isn = tcp_rsk(req)->rcv_isn;
	lq_pending_watch_opens(pending);
	drop = lq_drop_next();
	drop->depths = lq_depths_of(sk);
	lq_endpoint_remote(&drop->remote, skb);
	lq_slot_see(slot, drop->depths);
	lq_pending_begin(pending, slot);
}

/* The final ACK had arrived before and was deferred (TCP_DEFER_ACCEPT). */
static bool was_deferred(const struct sock *sk, const struct request_sock *req)
{
	return inet_rsk(req)->acked &&
	       READ_ONCE(inet_csk(sk)->icsk_accept_queue.rskq_defer_accept);
}

/* Notes the depth of the accept queue, to which the kernel adds one next. */
static void see_entering(struct lq_slot *slot, const struct sock *sk)
{
	struct lq_depths depths = lq_depths_of(sk);

	depths.acceptq++;
	lq_slot_see(slot, depths);
}

/*
 * A request that completes at its last timeout may have been counted as expired
 * by the CPU of its timer, which then comes too late.
 */
static void undo_expiry(struct lq_slot *slot, const struct request_sock *req)
{
	if (unlikely(req->num_timeout) && lq_ended_undo(lq_ended_key(req)))
		count(slot, expired_undone);
}

void lq_event_completed(const struct sock *sk, const struct request_sock *req,
			bool own)
{
	struct lq_slot *slot = succeed(LQ_PENDING_ACK, sk, req);

	if (!slot)
		return;
	if (!own || inet_sk_state_load(sk) != TCP_LISTEN) {
		count(slot, extra_child);
		return;
	}
	see_entering(slot, sk);
	if (sk != req->rsk_listener) {
		/* From a closed member: migrated_in_ready */
		count(slot, extra_child);
		return;
	}
	count(slot, completed);
	undo_expiry(slot, req);
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
	close_valid_cookie(sk);
	slot = fast_open ? succeed(LQ_PENDING_SYN, sk, NULL) :
			   succeed(LQ_PENDING_ACK, sk, req);
	if (!slot || inet_sk_state_load(sk) != TCP_LISTEN)
		return;
	see_entering(slot, sk);
	lq_slot_inc(slot, fast_open ? LQ_COUNT_fastopens : LQ_COUNT_cookies_ok);
	lq_slot_wait(slot, LQ_WAIT_HANDSHAKE, 0);
}

void lq_event_joined(const struct sock *sk, const struct request_sock *req)
{
	struct lq_slot *slot;

	/* All requests of a listener that has closed are removed this way. */
	if (inet_sk_state_load(sk) != TCP_LISTEN)
		return;
	/* The subflow has replaced a request that joined in the hash table. */
	if (!sk_unhashed((const struct sock *)req))
		return;
	slot = succeed(LQ_PENDING_ACK, sk, req);
	if (slot)
		count(slot, joined);
}

void lq_event_cookie_check(const struct sock *sk, const struct sk_buff *skb)
{
	struct lq_pending *pending;
	struct lq_slot *slot;
	struct lq_drop *drop;

	lq_pending_settle();
	slot = slot_of(sk);
	if (!slot)
		return;
	pending = lq_pending_open(LQ_PENDING_COOKIE, sk);
	if (!pending)
		return;
	pending->isn = ntohl(tcp_hdr(skb)->seq) - 1;
	drop = lq_drop_next();
	drop->depths = lq_depths_of(sk);
	lq_endpoint_remote(&drop->remote, skb);
	lq_pending_begin(pending, slot);
}

static void note_expiry(const struct sock *sk, const struct request_sock *req)
{
	struct lq_drop *drop = lq_drop_next();

	drop->moment = jiffies;
	drop->limits = lq_limits_of(sock_net(sk),
				    READ_ONCE(sk->sk_max_ack_backlog));
	drop->depths = lq_depths_of(sk);
	drop->local = lq_endpoint_local(sk);
	drop->remote = lq_endpoint_client(req);
	drop->netns = sock_net(sk)->ns.inum;
	drop->ifindex = lq_device_of(sk);
	drop->cause = LQ_COUNT_expired;
	lq_drop_end();
	lq_drop_trace(drop, sock_net(sk));
}

static bool is_unknown(const struct sock *sk, enum lq_count cause)
{
	return lq_unknown_counts(sk->sk_family == AF_INET6) & BIT_ULL(cause);
}

static void expire(struct lq_slot *slot, const struct sock *sk,
		   const struct request_sock *req)
{
	if (!lq_ended_expire(req))
		return;
	count(slot, expired);
	if (lq_expiry_is_early(sk, req))
		count(slot, expired_early);
	if (was_deferred(sk, req))
		count(slot, deferred);
	if (!is_unknown(sk, LQ_COUNT_expired))
		note_expiry(sk, req);
}

static void open_of_request(enum lq_pending_kind kind, struct lq_slot *slot,
			    const struct sock *sk,
			    const struct request_sock *req)
{
	struct lq_pending *pending = lq_pending_open(kind, sk);
	struct lq_drop *drop;

	if (!pending)
		return;
	pending->req = req;
	drop = lq_drop_next();
	drop->depths = lq_depths_of(sk);
	drop->remote = lq_endpoint_client(req);
	lq_pending_begin(pending, slot);
}

/*
 * Called by reqsk_timer_handler() (net/ipv4/inet_connection_sock.c) at each
 * timeout, after the decision. A request that is in no hash table is the copy
 * of one that migrates to a SO_REUSEPORT member from a member that has closed:
 * it enters the member's queue only if the kernel counts the migration.
 */
void lq_event_synack_timeout(const struct request_sock *req)
{
	const struct sock *sk = req->rsk_listener;
	struct lq_slot *slot;

	if (tcp_rsk(req)->tfo_listener)
		return;
	lq_pending_settle();
	slot = slot_of(sk);
	if (!slot)
		return;
	lq_slot_see(slot, lq_depths_of(sk));
	if (LQ_MIB_MIGRATED > 0 && sk->sk_reuseport &&
	    sk_unhashed((const struct sock *)req))
		open_of_request(LQ_PENDING_MIGRATION, slot, sk, req);
	else if (lq_expiry_is_due(sk, req))
		expire(slot, sk, req);
	else if (lq_expiry_resends(sk, req) && !inet_rsk(req)->acked &&
		 !is_unknown(sk, LQ_COUNT_expired))
		open_of_request(LQ_PENDING_RESEND, slot, sk, req);
}

void lq_event_synack_resent(const struct request_sock *req)
{
	const struct sock *sk = req->rsk_listener;
	struct lq_slot *slot;

	if (tcp_rsk(req)->tfo_listener)
		return;
	slot = succeed(LQ_PENDING_RESEND, sk, req);
	if (slot)
		count(slot, synack_retrans);
}

/* Decides as tcp_req_err() (net/ipv4/tcp_ipv4.c) does. */
void lq_event_icmp(const struct sock *req, u32 seq, bool fatal)
{
	if (fatal && seq == tcp_rsk(inet_reqsk(req))->snt_isn)
		lq_removal_by_icmp(inet_reqsk(req));
}

void lq_event_abort(const struct sock *req)
{
	if (inet_sk_state_load(req) == TCP_NEW_SYN_RECV)
		lq_removal_by_admin(inet_reqsk(req));
}

/*
 * Opens the removal of a request by a packet of the client: an RST, or a final
 * ACK that is dropped and answered by an RST (tcp_abort_on_overflow).
 * tcp_check_req() (net/ipv4/tcp_minisocks.c) counts it if it was the first to
 * take the request out of the hash table.
 */
static void open_removal(const struct sock *sk, const struct request_sock *req)
{
	const struct lq_pending *ack = lq_pending_of(LQ_PENDING_ACK, sk);
	bool aborted = ack && ack->req == req && lq_pending_is_dropped(ack);
	struct lq_pending *pending;
	struct lq_slot *slot;

	lq_pending_settle();
	slot = slot_of(sk);
	if (!slot)
		return;
	lq_slot_see(slot, lq_depths_of(sk));
	pending = lq_pending_open(LQ_PENDING_REMOVAL, sk);
	if (!pending)
		return;
	pending->req = req;
	pending->cause = aborted ? LQ_COUNT_aborted : LQ_COUNT_reset;
	pending->deferred = was_deferred(sk, req);
	pending->key = req->num_timeout ? lq_ended_key(req) : 0;
	lq_pending_begin(pending, slot);
}

void lq_event_removed(const struct sock *sk, const struct request_sock *req)
{
	enum lq_count cause = lq_removal_cause(req);
	struct lq_slot *slot;

	if (!cause) {
		open_removal(sk, req);
		return;
	}
	if (sk_unhashed((const struct sock *)req) ||
	    !lq_ended_first(lq_ended_key(req)))
		return;		/* another CPU was quicker */
	lq_pending_settle();
	slot = slot_of(sk);
	if (!slot)
		return;
	lq_slot_inc(slot, cause);
	if (was_deferred(sk, req))
		count(slot, deferred);
	lq_slot_see(slot, lq_depths_of(sk));
}

/*
 * Returns when the handshake of a connection completed, 0 if unknown:
 * rcvq_space.time is set then and does not change before the first read
 * (net/ipv4/tcp_input.c, tcp_init_buffer_space(), tcp_rcv_space_adjust()). Of
 * an MPTCP connection it is in the first subflow, which cannot be reached.
 */
static u64 ready_since(const struct sock *child)
{
	return is_tcp(child) ? tcp_sk(child)->rcvq_space.time : 0;
}

static struct lq_slot *slot_of_mptcp(unsigned long inode)
{
	struct lq_record *record = lq_record_find_mptcp(inode);

	return record ? lq_record_slot(record) : NULL;
}

/* @sk: NULL for MPTCP: the queues belong to the TCP socket inside. */
static __always_inline void accepted(struct lq_slot *slot,
				     const struct sock *sk,
				     const struct sock *child)
{
	if (!slot)
		return;
	count(slot, accepted);
	WRITE_ONCE(slot->accepted_at, lq_moment());
	lq_slot_wait(slot, LQ_WAIT_ACCEPT, ready_since(child));
	/* Others may have entered since: notes the depth as it is now. */
	if (sk)
		lq_slot_see(slot, lq_depths_of(sk));
}

#ifdef LQ_HAVE_INET_ACCEPT
void lq_event_accepted(struct socket *sock, const struct sock *child)
{
	const struct sock *sk = sock->sk;

	if (is_tcp(sk))
		accepted(lq_record_slot_known(sk), sk, child);
	else
		accepted(slot_of_mptcp(SOCK_INODE(sock)->i_ino), NULL, child);
}
#else
void lq_event_accepting(struct socket *sock, const struct socket *newsock)
{
	const struct lq_accepting listener = {
		.sk = sock->sk,
		.mptcp_inode = is_tcp(sock->sk) ? 0 : SOCK_INODE(sock)->i_ino,
	};

	lq_accepting_note(newsock, &listener);
}

void lq_event_grafted(const struct sock *child, const struct socket *newsock)
{
	struct lq_accepting listener;

	if (!lq_accepting_take(newsock, &listener)) {
		if (is_tcp(child) && lq_accepting_forgets())
			lq_loss_note(LQ_LOSS_NO_MEMORY);
		return;
	}
	if (listener.mptcp_inode)
		accepted(slot_of_mptcp(listener.mptcp_inode), NULL, child);
	else
		accepted(lq_record_slot_known(listener.sk), listener.sk, child);
}
#endif

void lq_event_backlog(int backlog)
{
	lq_backlog_note(backlog, 0);
}

void lq_event_backlog_of(struct socket *sock, int backlog)
{
	lq_backlog_note(backlog, SOCK_INODE(sock)->i_ino);
}

void lq_event_relisten(const struct sock *sk, u32 granted)
{
	if (is_tcp(sk) && inet_sk_state_load(sk) == TCP_LISTEN)
		lq_record_relisten(sk, granted);
}

void lq_event_listen(const struct sock *sk)
{
	if (is_tcp(sk))
		lq_record_listen(sk);
}

void lq_event_close(const struct sock *sk)
{
	if (is_tcp(sk)) {
		lq_closed_listeners_note(sk);
		lq_record_gone(sk);
	}
}
