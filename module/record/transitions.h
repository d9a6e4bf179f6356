/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How often each TCP state followed another, in each network namespace. Each
 * CPU counts for itself, a few words for each namespace: of the 144 pairs of
 * states TCP takes those below. Any other is counted as LQ_TRANSITION_OTHER.
 */
#ifndef LQ_TRANSITIONS_H
#define LQ_TRANSITIONS_H

#include <linux/build_bug.h>
#include <linux/in.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/types.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <net/sock.h>
#include <net/tcp_states.h>

#define LQ_TRANSITIONS(X)						\
X(CLOSE, LISTEN)		/* listen() */				\
X(CLOSE, SYN_SENT)		/* connect() */				\
X(CLOSE, ESTABLISHED)		/* TCP_REPAIR */			\
X(CLOSE, SYN_RECV)		/* a child of a closing listener */	\
X(LISTEN, SYN_RECV)		/* a child of a listener */		\
X(LISTEN, CLOSE)							\
X(SYN_SENT, ESTABLISHED)						\
X(SYN_SENT, SYN_RECV)		/* both ends open at once */		\
X(SYN_SENT, CLOSE)							\
X(SYN_RECV, ESTABLISHED)						\
X(SYN_RECV, FIN_WAIT1)							\
X(SYN_RECV, CLOSE_WAIT)							\
X(SYN_RECV, CLOSE)							\
X(ESTABLISHED, FIN_WAIT1)						\
X(ESTABLISHED, CLOSE_WAIT)						\
X(ESTABLISHED, CLOSE)							\
X(FIN_WAIT1, FIN_WAIT2)							\
X(FIN_WAIT1, CLOSING)							\
X(FIN_WAIT1, CLOSE)							\
X(FIN_WAIT2, CLOSE)							\
X(CLOSING, CLOSE)							\
X(CLOSE_WAIT, LAST_ACK)							\
X(CLOSE_WAIT, CLOSE)							\
X(LAST_ACK, CLOSE)

#define LQ_TRANSITION(from, to) LQ_TRANSITION_##from##_##to,
enum lq_transition {
	LQ_TRANSITION_OTHER,
	LQ_TRANSITIONS(LQ_TRANSITION)
	LQ_NR_TRANSITIONS
};

struct lq_transition_counts {
	u64 of[LQ_NR_TRANSITIONS];
};

struct lq_net_transitions {
	struct lq_transition_counts __percpu *counts;
};

extern unsigned int lq_transitions_net_id;

#define LQ_TRANSITION_STATES 16
static_assert(TCP_MAX_STATES <= LQ_TRANSITION_STATES);
extern const u8 lq_transition_of[LQ_TRANSITION_STATES][LQ_TRANSITION_STATES];

/* Context: process, may sleep; before the probes. Return: 0 or an error. */
int lq_transitions_init(void);

/* Context: process, may sleep; after the probes. */
void lq_transitions_uninit(void);

/**
 * lq_transitions_note() - count that a socket goes from one state to another
 * @sk: the socket; ignored unless it is TCP's
 * @from: the state before
 * @to: the state after; ignored if it is the same
 *
 * Inlined into the handler of the tracepoint inet_sock_set_state, which is
 * passed ten times for each connection over loopback.
 *
 * A namespace that is going counts no more: an RCU grace period lies between
 * check_net() saying so and the exit of its counts (net/core/net_namespace.c,
 * cleanup_net()). One that is coming may have sockets of the kernel's before
 * it has counts.
 *
 * Context: preemption off, not NMI.
 */
static __always_inline void lq_transitions_note(const struct sock *sk,
						unsigned int from,
						unsigned int to)
{
	const struct net *net = sock_net(sk);
	const struct lq_net_transitions *of_net;
	unsigned int transition = LQ_TRANSITION_OTHER;

	if (from == to || sk->sk_protocol != IPPROTO_TCP ||
	    sk->sk_type != SOCK_STREAM || !check_net(net))
		return;
	/* As net_generic(), without its rcu_read_lock(): preemption is off. */
	of_net = rcu_dereference_sched(net->gen)->ptr[lq_transitions_net_id];
	if (!of_net || !of_net->counts)
		return;
	if ((from | to) < LQ_TRANSITION_STATES)
		transition = lq_transition_of[from][to];
	this_cpu_inc(of_net->counts->of[transition]);
}

/**
 * lq_transitions_sum() - add up all CPUs' counts of a transition
 * @net: the namespace, in the list of namespaces (for_each_net())
 * @transition: which
 *
 * Context: any; net_rwsem held, so that @net stays in the list.
 */
u64 lq_transitions_sum(const struct net *net, enum lq_transition transition);

#endif /* LQ_TRANSITIONS_H */
