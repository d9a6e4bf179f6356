// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of hooks, and the only file that reads registers.
 *
 * A handler reads its arguments from registers by their position, which is
 * valid for a known prototype only. Therefore each row compares the prototype
 * that its handler was written for with the one in this kernel's headers (of a
 * static function, with the type of the pointer by which the kernel calls it);
 * if they differ, the probe is not planted.
 *
 * All probes are at the entry of a function, where the arguments are still in
 * their registers and where, on x86, kprobes are called by ftrace. No handler
 * needs a return value: there is no kretprobe, of which a blocking accept()
 * would hold an instance.
 */
#include <linux/ftrace.h>
#include <linux/if_ether.h>
#include <linux/kprobes.h>
#include <linux/percpu.h>
#include <linux/security.h>
#include <linux/skbuff.h>
#include <linux/socket.h>
#include <net/inet_common.h>
#include <net/inet_connection_sock.h>
#include <net/tcp.h>
#include <trace/events/sock.h>
#include <trace/events/tcp.h>

#include "probe/event.h"
#include "probe/hits.h"
#include "probe/hook.h"
#include "probe/hook_entry.h"
#include "record/transitions.h"

static __always_inline void on_listen_start(const struct call *call)
{
	lq_event_listen(pointer(call, 0));
}
ENTRIES(on_listen_start)

static __always_inline void on_listen_stop(const struct call *call)
{
	lq_event_close(pointer(call, 0));
}
ENTRIES(on_listen_stop)

static __always_inline void on_conn_request(const struct call *call)
{
	lq_event_syn(pointer(call, 2), pointer(call, 3));
}
ENTRIES(on_conn_request)

/*
 * tcp_conn_request() (net/ipv4/tcp_input.c) sends the first SYN-ACK of a
 * request only if inet_csk_reqsk_queue_hash_add() has put it into the hash
 * table: of two CPUs with copies of a SYN, one comes here. It passes the SYN,
 * which a retransmission does not (tcp_rtx_synack() in net/ipv4/tcp_output.c).
 */
static __always_inline void on_make_synack(const struct call *call)
{
	if ((u32)call->argument[4] == TCP_SYNACK_NORMAL && pointer(call, 5))
		lq_event_queued(pointer(call, 0));
}
ENTRIES(on_make_synack)

static __always_inline void on_peer_is_proven(const struct call *call)
{
	lq_event_last_quarter();
}
ENTRIES(on_peer_is_proven)

/* The fifth argument is the request to take out of the hash table, or NULL. */
static __always_inline void final_ack(const struct call *call)
{
	lq_event_final_ack(pointer(call, 0), pointer(call, 1),
			   pointer(call, 2), pointer(call, 4));
}

static __always_inline void on_v4_syn_recv_sock(const struct call *call)
{
	final_ack(call);
}
ENTRIES(on_v4_syn_recv_sock)

/* For an IPv4 client the function calls tcp_v4_syn_recv_sock(). */
static __always_inline void on_v6_syn_recv_sock(const struct call *call)
{
	const struct sk_buff *skb = pointer(call, 1);

	if (skb->protocol != htons(ETH_P_IP))
		final_ack(call);
}
ENTRIES(on_v6_syn_recv_sock)

static __always_inline void on_complete_hashdance(const struct call *call)
{
	lq_event_completed(pointer(call, 0), pointer(call, 2),
			   boolean(call, 3));
}
ENTRIES(on_complete_hashdance)

static __always_inline void on_queue_add(const struct call *call)
{
	lq_event_bypassed(pointer(call, 0), pointer(call, 1));
}
ENTRIES(on_queue_add)

/* Called by inet_accept() and by MPTCP, which does not call inet_accept(). */
#ifdef LQ_HAVE_INET_ACCEPT
static __always_inline void on_accept(const struct call *call)
{
	lq_event_accepted(pointer(call, 0), pointer(call, 2));
}
ENTRIES(on_accept)
#else
static __always_inline void on_inet_accept(const struct call *call)
{
	lq_event_accepting(pointer(call, 0), pointer(call, 1));
}
ENTRIES(on_inet_accept)

static __always_inline void on_sock_graft(const struct call *call)
{
	lq_event_grafted(pointer(call, 0), pointer(call, 1));
}
ENTRIES(on_sock_graft)
#endif

static __always_inline void on_syn_ack_timeout(const struct call *call)
{
	lq_event_synack_timeout(pointer(call, 0));
}
ENTRIES(on_syn_ack_timeout)

static __always_inline void on_queue_drop(const struct call *call)
{
	lq_event_removed(pointer(call, 0), pointer(call, 1));
}
ENTRIES(on_queue_drop)

static __always_inline void on_queue_drop_and_put(const struct call *call)
{
	lq_event_joined(pointer(call, 0), pointer(call, 1));
}
ENTRIES(on_queue_drop_and_put)

static __always_inline void on_req_err(const struct call *call)
{
	lq_event_icmp(pointer(call, 0), (u32)call->argument[1],
		      boolean(call, 2));
}
ENTRIES(on_req_err)

static __always_inline void on_abort(const struct call *call)
{
	lq_event_abort(pointer(call, 0));
}
ENTRIES(on_abort)

#ifdef CONFIG_SYN_COOKIES
static __always_inline void on_cookie_check(const struct call *call)
{
	lq_event_cookie_check(pointer(call, 0), pointer(call, 1));
}
ENTRIES(on_cookie_check)
#endif

static __always_inline void on_sys_listen(const struct call *call)
{
	lq_event_backlog((int)call->argument[1]);
}
ENTRIES(on_sys_listen)

/* Called by __sys_listen(), unless it is inlined there, and by io_uring. */
#ifdef LQ_HAVE_LISTEN_SOCKET
static __always_inline void on_sys_listen_socket(const struct call *call)
{
	lq_event_backlog_of(pointer(call, 0), (int)call->argument[1]);
}
ENTRIES(on_sys_listen_socket)
#endif

/* Called by inet_listen() and by MPTCP, which does not call inet_listen(). */
#ifdef LQ_HAVE_INET_LISTEN_SK
static __always_inline void on_inet_listen_sk(const struct call *call)
{
	lq_event_relisten(pointer(call, 0), (u32)call->argument[1]);
}
ENTRIES(on_inet_listen_sk)
#else
static __always_inline void on_inet_listen(const struct call *call)
{
	const struct socket *sock = pointer(call, 0);

	lq_event_relisten(sock->sk, (u32)call->argument[1]);
}
ENTRIES(on_inet_listen)
#endif

static void on_retransmit_synack(void *hits, const struct sock *sk,
				 const struct request_sock *req)
{
	preempt_disable();
	lq_hits_inc(hits);
	lq_event_synack_resent(req);
	preempt_enable();
}

static void on_set_state(void *hits, const struct sock *sk, const int from,
			 const int to)
{
	preempt_disable();
	lq_hits_inc(hits);
	lq_transitions_note(sk, from, to);
	preempt_enable();
}

/* Never called: makes the compiler check the prototypes of the handlers. */
static inline void check_tracepoints(void)
{
	check_trace_callback_type_tcp_retransmit_synack(on_retransmit_synack);
	check_trace_callback_type_inet_sock_set_state(on_set_state);
}

#define same_type(a, b) __builtin_types_compatible_p(a, b)
#define same_prototype(function, type, args...) \
	same_type(typeof(function) *, type(*)(args))

/*
 * The kernel calls both, the static IPv6 one too, by
 * inet_connection_sock_af_ops.
 */
typedef struct sock *(*syn_recv_sock_6)(const struct sock *, struct sk_buff *,
					struct request_sock *,
					struct dst_entry *,
					struct request_sock *, bool *);
typedef struct sock *(*syn_recv_sock_7)(const struct sock *, struct sk_buff *,
					struct request_sock *,
					struct dst_entry *,
					struct request_sock *, bool *,
					void (*)(struct sock *,
						 const struct sock *));
#define is_syn_recv_sock(pointer) \
	(same_type(pointer, syn_recv_sock_6) || \
	 same_type(pointer, syn_recv_sock_7))
#define af_ops_syn_recv_sock \
	typeof(((struct inet_connection_sock_af_ops *)0)->syn_recv_sock)

/* An inline function in a kernel without CONFIG_SECURITY_NETWORK. */
#ifdef CONFIG_SECURITY_NETWORK
#define sock_graft_is_called true
#else
#define sock_graft_is_called false
#endif

#define OF_ACCEPT	(LQ_COLUMN(accepted) | LQ_COLUMN(accept_age_ms) | \
			 LQ_COLUMN(migrated_in_ready) | \
			 LQ_COLUMN(acceptq_peak60))
#define SYNQ_PEAKS	(LQ_COLUMN(synq_peak) | LQ_COLUMN(synq_peak60))
#define ACCEPTQ_PEAKS	(LQ_COLUMN(acceptq_peak) | LQ_COLUMN(acceptq_peak60))

struct lq_hook lq_hooks[] = {
	{
		.symbol = "tcp_conn_request",
		.entries = ENTRIES_OF(on_conn_request),
		.hot = true,
		.by_kprobe = true,
		.prototype_known =
			same_prototype(tcp_conn_request, int,
				       struct request_sock_ops *,
				       const struct tcp_request_sock_ops *,
				       struct sock *, struct sk_buff *),
		.needed = true,
		.gives = LQ_COLUMN(syns) | LQ_COLUMN(cookies) |
			 LQ_COLUMN(syn_acceptq_full) |
			 LQ_COLUMN(syn_synq_full) |
			 LQ_COLUMN(syn_last_quarter) | LQ_COLUMN(syn_other) |
			 LQ_COLUMN(syn_duplicate) |
			 LQ_COLUMN(cookies_since_ms) | LQ_COLUMN(drop_age_ms),
	}, {
		.symbol = "tcp_make_synack",
		.entries = ENTRIES_OF(on_make_synack),
		.hot = true,
		.prototype_known =
			same_prototype(tcp_make_synack, struct sk_buff *,
				       const struct sock *, struct dst_entry *,
				       struct request_sock *,
				       struct tcp_fastopen_cookie *,
				       enum tcp_synack_type, struct sk_buff *),
		.needed = true,
		.gives = LQ_COLUMN(queued) | LQ_COLUMN(syn_duplicate) |
			 SYNQ_PEAKS,
	}, {
		.symbol = "tcp_v4_syn_recv_sock",
		.entries = ENTRIES_OF(on_v4_syn_recv_sock),
		.hot = true,
		.by_kprobe = true,
		.prototype_known =
			is_syn_recv_sock(typeof(tcp_v4_syn_recv_sock) *),
		.needed = true,
		.gives = LQ_COLUMN(ack_acceptq_full) | LQ_COLUMN(ack_other) |
			 LQ_COLUMN(cookie_acceptq_full) |
			 LQ_COLUMN(cookie_other) | LQ_COLUMN(aborted) |
			 LQ_COLUMN(reset) | LQ_COLUMN(drop_age_ms),
	}, {
		.symbol = "tcp_v6_syn_recv_sock",
		.entries = ENTRIES_OF(on_v6_syn_recv_sock),
		.hot = true,
		.by_kprobe = true,
		.prototype_known = is_syn_recv_sock(af_ops_syn_recv_sock),
		.ipv6_only = true,
		.gives = LQ_COLUMN(ack_acceptq_full) | LQ_COLUMN(ack_other) |
			 LQ_COLUMN(cookie_acceptq_full) |
			 LQ_COLUMN(cookie_other) | LQ_COLUMN(aborted) |
			 LQ_COLUMN(reset) | LQ_COLUMN(drop_age_ms),
	}, {
#ifdef LQ_HAVE_INET_ACCEPT
		.symbol = "__inet_accept",
		.entries = ENTRIES_OF(on_accept),
		.hot = true,
		.prototype_known =
			same_prototype(__inet_accept, void, struct socket *,
				       struct socket *, struct sock *),
		.gives = OF_ACCEPT,
	}, {
#else
		.symbol = "security_sock_graft",
		.entries = ENTRIES_OF(on_sock_graft),
		.prototype_known = sock_graft_is_called &&
			same_prototype(security_sock_graft, void, struct sock *,
				       struct socket *),
		.gives = OF_ACCEPT,
	}, {
		.symbol = "inet_accept",
		.entries = ENTRIES_OF(on_inet_accept),
		.prototype_known =
			same_prototype(inet_accept, int, struct socket *,
				       struct socket *, int, bool),
		.gives = OF_ACCEPT,
	}, {
#endif
		.symbol = "inet_csk_complete_hashdance",
		.entries = ENTRIES_OF(on_complete_hashdance),
		.hot = true,
		.by_kprobe = true,
		.prototype_known =
			same_prototype(inet_csk_complete_hashdance,
				       struct sock *, struct sock *,
				       struct sock *, struct request_sock *,
				       bool),
		.needed = true,
		.gives = LQ_COLUMN(completed) | LQ_COLUMN(deferred) |
			 LQ_COLUMN(migrated_in_ready) | ACCEPTQ_PEAKS |
			 LQ_COLUMN(synq_peak60),
	}, {
		.symbol = "inet_csk_reqsk_queue_add",
		.entries = ENTRIES_OF(on_queue_add),
		.prototype_known =
			same_prototype(inet_csk_reqsk_queue_add, struct sock *,
				       struct sock *, struct request_sock *,
				       struct sock *),
		.needed = true,
		.gives = LQ_COLUMN(cookies_ok) | LQ_COLUMN(fastopens) |
			 LQ_COLUMN(migrated_in_ready) |
			 LQ_COLUMN(syn_duplicate) | ACCEPTQ_PEAKS,
	}, {
		.symbol = "__sys_listen",
		.entries = ENTRIES_OF(on_sys_listen),
		.prototype_known = same_prototype(__sys_listen, int, int, int),
		.gives = LQ_COLUMN(backlog_asked),
	}, {
#ifdef LQ_HAVE_LISTEN_SOCKET
		/* Without it the backlog that io_uring passes is unknown. */
		.symbol = "__sys_listen_socket",
		.entries = ENTRIES_OF(on_sys_listen_socket),
		.prototype_known = same_prototype(__sys_listen_socket, int,
						  struct socket *, int),
	}, {
#endif
#ifdef LQ_HAVE_INET_LISTEN_SK
		.symbol = "__inet_listen_sk",
		.entries = ENTRIES_OF(on_inet_listen_sk),
		.prototype_known =
			same_prototype(__inet_listen_sk, int, struct sock *,
				       int),
#else
		.symbol = "inet_listen",
		.entries = ENTRIES_OF(on_inet_listen),
		.prototype_known =
			same_prototype(inet_listen, int, struct socket *, int),
#endif
		.gives = LQ_COLUMN(backlog_asked),
	}, {
		.symbol = "inet_csk_listen_start",
		.entries = ENTRIES_OF(on_listen_start),
		.prototype_known =
			same_prototype(inet_csk_listen_start, int,
				       struct sock *) ||
			same_prototype(inet_csk_listen_start, int,
				       struct sock *, int),
		.gives = LQ_COLUMN(listen_age_ms) | LQ_COLUMN(backlog_asked),
	}, {
		.symbol = "inet_csk_listen_stop",
		.entries = ENTRIES_OF(on_listen_stop),
		.prototype_known =
			same_prototype(inet_csk_listen_stop, void,
				       struct sock *),
	}, {
		.symbol = "tcp_syn_ack_timeout",
		.entries = ENTRIES_OF(on_syn_ack_timeout),
		.prototype_known =
			same_prototype(tcp_syn_ack_timeout, void,
				       const struct request_sock *),
		.gives = LQ_COLUMN(expired) | LQ_COLUMN(expired_early) |
			 LQ_COLUMN(deferred) | LQ_COLUMN(migrated_in) |
			 LQ_COLUMN(synq_peak60),
	}, {
		.symbol = "tcp_retransmit_synack",
		.on_tracepoint = on_retransmit_synack,
		.prototype_known = true,	/* check_tracepoints() */
		.gives = LQ_COLUMN(synack_retrans) | LQ_COLUMN(expired),
	}, {
		.symbol = "inet_csk_reqsk_queue_drop",
		.entries = ENTRIES_OF(on_queue_drop),
		.prototype_known =
			same_prototype(inet_csk_reqsk_queue_drop, bool,
				       struct sock *, struct request_sock *) ||
			same_prototype(inet_csk_reqsk_queue_drop, void,
				       struct sock *, struct request_sock *),
		.gives = LQ_COLUMN(reset) | LQ_COLUMN(aborted) |
			 LQ_COLUMN(ended_icmp) | LQ_COLUMN(ended_admin) |
			 LQ_COLUMN(deferred) | LQ_COLUMN(synq_peak60),
	}, {
		.symbol = "inet_csk_reqsk_queue_drop_and_put",
		.entries = ENTRIES_OF(on_queue_drop_and_put),
		.prototype_known =
			same_prototype(inet_csk_reqsk_queue_drop_and_put, void,
				       struct sock *, struct request_sock *),
		.gives = LQ_COLUMN(joined),
	}, {
		.symbol = "tcp_peer_is_proven",
		.entries = ENTRIES_OF(on_peer_is_proven),
		.prototype_known =
			same_prototype(tcp_peer_is_proven, bool,
				       struct request_sock *,
				       struct dst_entry *),
		.gives = LQ_COLUMN(syn_last_quarter) | LQ_COLUMN(syn_other),
	}, {
		.symbol = "tcp_req_err",
		.entries = ENTRIES_OF(on_req_err),
		.prototype_known =
			same_prototype(tcp_req_err, void, struct sock *, u32,
				       bool),
		.gives = LQ_COLUMN(ended_icmp) | LQ_COLUMN(reset),
	}, {
		.symbol = "tcp_abort",
		.entries = ENTRIES_OF(on_abort),
		.prototype_known =
			same_prototype(tcp_abort, int, struct sock *, int),
		.gives = LQ_COLUMN(ended_admin) | LQ_COLUMN(reset),
#ifdef CONFIG_SYN_COOKIES
	}, {
		.symbol = "cookie_v4_check",
		.entries = ENTRIES_OF(on_cookie_check),
		.prototype_known =
			same_prototype(cookie_v4_check, struct sock *,
				       struct sock *, struct sk_buff *),
		.gives = LQ_COLUMN(cookies_bad) | LQ_COLUMN(cookie_other) |
			 LQ_COLUMN(drop_age_ms),
	}, {
		.symbol = "cookie_v6_check",
		.entries = ENTRIES_OF(on_cookie_check),
		.prototype_known =
			same_prototype(cookie_v6_check, struct sock *,
				       struct sock *, struct sk_buff *),
		.ipv6_only = true,
		.gives = LQ_COLUMN(cookies_bad) | LQ_COLUMN(cookie_other) |
			 LQ_COLUMN(drop_age_ms),
#endif
	}, {
		.symbol = "inet_sock_set_state",
		.on_tracepoint = on_set_state,
		.prototype_known = true,	/* check_tracepoints() */
		.transitions = true,
	},
};

const unsigned int lq_nr_hooks = ARRAY_SIZE(lq_hooks);
static_assert(ARRAY_SIZE(lq_hooks) <= LQ_HOOKS_MAX);
