/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A packet whose outcome is pending: the kernel has begun to handle it, and no
 * probe on the success path has been hit. Its outcome is read from the kernel's
 * own counters on this CPU (struct linux_mib in include/net/snmp.h): their
 * values at the beginning are kept, and a counter that has changed since says
 * what happened.
 *
 * There is at most one per CPU. Softirqs handle one packet after the other: the
 * next packet that hits a probe on a CPU, for whatever listener, settles the
 * pending one. A reader computes the outcome for itself and does not wait for
 * that.
 */
#ifndef LQ_PENDING_H
#define LQ_PENDING_H

#include <linux/jiffies.h>
#include <linux/percpu.h>
#include <linux/seqlock.h>
#include <linux/types.h>
#include <net/ip.h>
#include <net/net_namespace.h>

#include "kernel/endpoint.h"
#include "record/slot.h"
#include "record/trace.h"

struct lq_drop;
struct request_sock;
struct sock;

enum lq_pending_kind {
	LQ_PENDING_SYN,		/* a SYN */
	LQ_PENDING_ACK,		/* a final ACK for which a socket is to be made */
	LQ_PENDING_COOKIE,	/* an ACK that may carry a cookie */
	LQ_PENDING_RESEND,	/* a SYN-ACK that is sent again, or its request ends */
	LQ_PENDING_MIGRATION,	/* a request that moves to another listener */
	LQ_PENDING_REMOVAL,	/* a request that a packet of the client's ends */
};

enum lq_syn_witness {
	LQ_SYN_DROPPED, LQ_SYN_OVERFLOW, LQ_SYN_NO_COOKIE, LQ_SYN_WANTED_COOKIE,
	LQ_SYN_COOKIE, LQ_SYN_WITNESSES
};

enum lq_ack_witness { LQ_ACK_DROPPED, LQ_ACK_OVERFLOW };

enum lq_cookie_witness { LQ_COOKIE_VALID, LQ_COOKIE_BAD };

enum lq_removal_witness { LQ_REMOVAL_RESET, LQ_REMOVAL_ICMP };

#ifdef LQ_HAVE_MIGRATION
#define LQ_MIB_MIGRATED LINUX_MIB_TCPMIGRATEREQSUCCESS
#else
#define LQ_MIB_MIGRATED 0
#endif

/* The kernel's counters that tell the outcome of each kind; 0 ends the list. */
static const u8 lq_witnesses[][LQ_SYN_WITNESSES] = {
	[LQ_PENDING_SYN] = {
		[LQ_SYN_DROPPED] = LINUX_MIB_LISTENDROPS,
		[LQ_SYN_OVERFLOW] = LINUX_MIB_LISTENOVERFLOWS,
		[LQ_SYN_NO_COOKIE] = LINUX_MIB_TCPREQQFULLDROP,
		[LQ_SYN_WANTED_COOKIE] = LINUX_MIB_TCPREQQFULLDOCOOKIES,
		[LQ_SYN_COOKIE] = LINUX_MIB_SYNCOOKIESSENT,
	},
	[LQ_PENDING_ACK] = {
		[LQ_ACK_DROPPED] = LINUX_MIB_LISTENDROPS,
		[LQ_ACK_OVERFLOW] = LINUX_MIB_LISTENOVERFLOWS,
	},
	[LQ_PENDING_COOKIE] = {
		[LQ_COOKIE_VALID] = LINUX_MIB_SYNCOOKIESRECV,
		[LQ_COOKIE_BAD] = LINUX_MIB_SYNCOOKIESFAILED,
	},
	[LQ_PENDING_RESEND] = {},
	[LQ_PENDING_MIGRATION] = { LQ_MIB_MIGRATED },
	[LQ_PENDING_REMOVAL] = {
		[LQ_REMOVAL_RESET] = LINUX_MIB_EMBRYONICRSTS,
		[LQ_REMOVAL_ICMP] = LINUX_MIB_LISTENDROPS,
	},
};

/* Its client, and the depths, are in lq_drop_next() already. */
struct lq_pending {
	struct lq_slot *slot;		/* NULL: nothing is pending */
	seqcount_t changing;		/* what is pending becomes a count */
	u8 kind;			/* enum lq_pending_kind */
	bool traced;			/* the tracepoints are followed */
	bool of_synq;			/* ACK: the request is in the SYN queue */
	bool last_quarter;		/* SYN: the kernel asked whether it knows the client */
	u32 isn;			/* SYN, ACK, COOKIE: the client's initial sequence number */
	const struct sock *sk;		/* the listener; compared, never followed */
	const struct request_sock *req;	/* likewise */
	const struct net *net;
	const unsigned long *mibs;	/* struct linux_mib of the namespace and CPU */
	unsigned long since;		/* jiffies */
	unsigned long before[LQ_SYN_WITNESSES];
	const unsigned long *opens;	/* ACK: TCP_MIB_PASSIVEOPENS, likewise */
	unsigned long opens_before;
	u32 backlog;
	int ifindex;			/* the device that the listener is bound to */
	u16 family;			/* of the listener's socket */
	u16 cause;			/* REMOVAL: enum lq_count */
	bool deferred;			/* REMOVAL: TCP_DEFER_ACCEPT had put it off */
	u64 key;			/* REMOVAL: lq_ended_key(), 0: it cannot have expired */
};

DECLARE_PER_CPU_ALIGNED(struct lq_pending, lq_pending);

/**
 * lq_pending_settle_now() - count the outcome of the packet pending on this CPU
 *
 * The slow path of lq_pending_settle().
 *
 * Context: softirqs off.
 */
void lq_pending_settle_now(void);

/**
 * lq_pending_settle() - count the outcome of the packet pending on this CPU, if
 *	there is one
 *
 * Every handler of a packet calls this first.
 *
 * Context: softirqs off.
 */
static inline void lq_pending_settle(void)
{
	if (unlikely(this_cpu_read(lq_pending.slot)))
		lq_pending_settle_now();
}

/**
 * lq_pending_settle_all() - count the outcome of the packets pending on all CPUs
 *
 * Context: process, may sleep: waits for a work on each CPU that has one.
 */
void lq_pending_settle_all(void);

/**
 * lq_pending_watch() - note the value of a witness
 * @pending: the packet
 * @kind: its kind
 * @i: the number of the witness; nothing happens if the kind has not so many
 *
 * Context: softirqs off.
 */
static __always_inline void lq_pending_watch(struct lq_pending *pending,
					     enum lq_pending_kind kind,
					     unsigned int i)
{
	if (lq_witnesses[kind][i])
		pending->before[i] = pending->mibs[lq_witnesses[kind][i]];
}

/**
 * lq_pending_open() - prepare a packet that the kernel begins to handle
 * @kind: its kind
 * @sk: the listener, alive
 *
 * No packet may be pending: see lq_pending_settle(). The caller writes the
 * members that the kind needs, then calls lq_pending_begin().
 *
 * Context: softirqs off until lq_pending_begin().
 * Return: the packet; NULL if the namespace of @sk is being dismantled.
 */
static __always_inline struct lq_pending *
lq_pending_open(enum lq_pending_kind kind, const struct sock *sk)
{
	struct lq_pending *pending = this_cpu_ptr(&lq_pending);
	const struct net *net = sock_net(sk);

	if (unlikely(!check_net(net)))
		return NULL;
	raw_write_seqcount_begin(&pending->changing);
	pending->kind = kind;
	pending->req = NULL;
	pending->traced = false;
	pending->of_synq = false;
	pending->last_quarter = false;
	pending->sk = sk;
	pending->net = net;
	pending->family = sk->sk_family;
	pending->backlog = READ_ONCE(sk->sk_max_ack_backlog);
	pending->ifindex = READ_ONCE(sk->sk_bound_dev_if);
	pending->since = jiffies;
	pending->mibs = this_cpu_ptr(net->mib.net_statistics)->mibs;
	/* The compiler would not unroll a loop. */
	lq_pending_watch(pending, kind, 0);
	lq_pending_watch(pending, kind, 1);
	lq_pending_watch(pending, kind, 2);
	lq_pending_watch(pending, kind, 3);
	lq_pending_watch(pending, kind, 4);
	static_assert(LQ_SYN_WITNESSES == 5);
	return pending;
}

/**
 * lq_pending_watch_opens() - watch the kernel's counter of sockets that this
 *	CPU makes for SYNs and final ACKs, as a further witness
 * @pending: from lq_pending_open()
 *
 * Context: softirqs off since lq_pending_open().
 */
static inline void lq_pending_watch_opens(struct lq_pending *pending)
{
	pending->opens = &this_cpu_ptr(pending->net->mib.tcp_statistics)
				->mibs[TCP_MIB_PASSIVEOPENS];
	pending->opens_before = *pending->opens;
}

/**
 * lq_pending_settle_soon() - settle the packet when the kernel is done with it,
 *	and fire its tracepoint
 *
 * Schedules a tasklet on this CPU.
 *
 * Context: softirqs off.
 */
void lq_pending_settle_soon(void);

/**
 * lq_pending_begin() - make a packet pending
 * @pending: from lq_pending_open()
 * @slot: the slot that counts its outcome
 *
 * Context: softirqs off since lq_pending_open().
 */
static inline void lq_pending_begin(struct lq_pending *pending,
				    struct lq_slot *slot)
{
	WRITE_ONCE(pending->slot, slot);
	raw_write_seqcount_end(&pending->changing);
	if (trace_listenq_drop_enabled() || trace_listenq_expire_enabled())
		lq_pending_settle_soon();
}

/**
 * lq_pending_of() - get the packet pending on this CPU if it is of a kind
 * @kind: the kind
 * @sk: its listener
 *
 * Context: softirqs off.
 * Return: the packet, or NULL.
 */
static inline struct lq_pending *lq_pending_of(enum lq_pending_kind kind,
					       const struct sock *sk)
{
	struct lq_pending *pending = this_cpu_ptr(&lq_pending);

	return READ_ONCE(pending->slot) && pending->kind == kind &&
	       pending->sk == sk ? pending : NULL;
}

/**
 * lq_pending_close() - forget a packet that has succeeded
 * @pending: from lq_pending_of()
 *
 * Context: softirqs off.
 */
static inline void lq_pending_close(struct lq_pending *pending)
{
	WRITE_ONCE(pending->slot, NULL);
}

/**
 * lq_pending_close_valid() - count a valid cookie, and forget its packet
 * @pending: from lq_pending_of(), an LQ_PENDING_COOKIE
 *
 * Context: softirqs off.
 */
void lq_pending_close_valid(struct lq_pending *pending);

/**
 * lq_pending_is_dropped() - say whether the kernel has dropped a final ACK
 * @pending: from lq_pending_of(), an LQ_PENDING_ACK
 *
 * Context: softirqs off.
 * Return: true if the kernel has counted it as dropped.
 */
bool lq_pending_is_dropped(const struct lq_pending *pending);

/**
 * lq_pending_add() - add the counts of a slot to the sums, including the
 *	outcome of a pending packet
 * @sums: the sums
 * @slot: the slot; its CPU may be writing it
 * @cpu: the CPU of the slot
 *
 * Context: any, in an RCU read section or with preemption off.
 */
void lq_pending_add(struct lq_sums *sums, const struct lq_slot *slot, int cpu);

/**
 * lq_pending_drop() - get the drop that is pending on a CPU
 * @drop: the result; without a serial number
 * @cpu: the CPU
 *
 * Context: any.
 * Return: false if there is none.
 */
bool lq_pending_drop(struct lq_drop *drop, int cpu);

/**
 * lq_pending_detach() - settle the pending packet of a slot that will be freed
 * @sums: its outcome is added to these
 * @slot: the slot; no handler can find its record any more
 * @cpu: the CPU of the slot
 *
 * A handler that has just begun to settle the packet may access the slot until
 * an RCU grace period has passed.
 *
 * Context: softirq.
 */
void lq_pending_detach(struct lq_sums *sums, struct lq_slot *slot, int cpu);

/**
 * lq_pending_forget() - forget the pending packets of a namespace
 * @net: the namespace, which is being dismantled and whose counters are freed
 *	next
 *
 * Context: process.
 */
void lq_pending_forget(const struct net *net);

/**
 * lq_pending_init() - initialise the pending packets of all CPUs
 *
 * Context: process; before the probes.
 */
void lq_pending_init(void);

/**
 * lq_pending_uninit() - wait for tasklets
 *
 * Context: process, may sleep; after the probes.
 */
void lq_pending_uninit(void);

#endif /* LQ_PENDING_H */
