/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Counts how often each TCP state followed another, per CPU and per network
 * namespace. Of the 144 pairs of states TCP takes those of LQ_TRANSITIONS();
 * any other one is counted as LQ_TRANSITION_OTHER.
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

/**
 * lq_transitions_on_demand() - count only while somebody follows
 * @begin: begins to count, returns 0 or an error; NULL: counts anyway
 * @end: ends it
 *
 * Context: process, before lq_debugfs_init() or after lq_debugfs_uninit().
 */
void lq_transitions_on_demand(int (*begin)(void), void (*end)(void));

/**
 * lq_transitions_follow() - begin to follow the counters
 *
 * From its return on every transition is counted.
 *
 * Context: process, may sleep.
 * Return: 0, then lq_transitions_leave() is due; or an error.
 */
int lq_transitions_follow(void);

/**
 * lq_transitions_leave() - end to follow the counters
 *
 * Context: process, may sleep.
 */
void lq_transitions_leave(void);

/**
 * lq_transitions_init() - allocate the counters of all namespaces
 *
 * Context: process, may sleep; before the probes.
 * Return: 0 or the error of register_pernet_subsys().
 */
int lq_transitions_init(void);

/**
 * lq_transitions_uninit() - free the counters of all namespaces
 *
 * Context: process, may sleep; after the probes and the files.
 */
void lq_transitions_uninit(void);

/**
 * lq_transitions_note() - count that a socket goes from one state to another
 * @sk: the socket; ignored unless it is TCP's
 * @from: the previous state
 * @to: the next state; ignored if it is the same
 *
 * Inlined into the handler of the tracepoint inet_sock_set_state, which fires
 * ten times for each connection over loopback.
 *
 * Does nothing for a namespace that is being dismantled: an RCU grace period
 * lies between the moment from which check_net() returns 0 and the end of its
 * counters (net/core/net_namespace.c, cleanup_net()). A namespace that is being
 * set up may have sockets of the kernel before it has counters.
 *
 * Context: any but NMI, preemption off.
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
 * lq_transitions_sum() - add up the counters of all CPUs
 * @net: the namespace, in the list of for_each_net()
 * @transition: the transition
 *
 * Context: process; net_rwsem held, so that @net stays in the list, where it is
 * from after its pernet init to before its pernet exit.
 * Return: how often it was counted since the module was loaded.
 */
u64 lq_transitions_sum(const struct net *net, enum lq_transition transition);

#endif /* LQ_TRANSITIONS_H */
