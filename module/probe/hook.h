/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The table of hooks: which function has a probe, and which columns it gives.
 *
 * A compiler may inline a function into its callers in the same file, whose calls
 * then do not hit the probe. No count depends on that, because
 *
 * - inet_csk_reqsk_queue_drop() is called by reqsk_timer_handler(),
 *   inet_csk_complete_hashdance() and inet_csk_reqsk_queue_drop_and_put(): a
 *   removal is a reset, or the end by an ICMP error, only if the kernel counts
 *   one of these, and the administrator's only if noted (record/pending.c);
 * - inet_csk_reqsk_queue_add() is called by inet_csk_complete_hashdance() and
 *   inet_csk_listen_stop(): the handler ignores requests that hold a listener,
 *   which were counted as completed or migrate;
 * - inet_csk_reqsk_queue_drop_and_put() is called by reqsk_timer_handler(): a
 *   subflow has joined only if it is out of the hash table and its listener
 *   listens;
 * - tcp_v4_syn_recv_sock() is called by tcp_v6_syn_recv_sock() for IPv4, whose
 *   handler leaves that to it; both else by pointers;
 * - tcp_req_err() is called by tcp_v4_err(): without the hit the kernel's count of
 *   dropped packets tells that an ICMP error ended the request;
 * - __sys_listen() is called by its system call: without the hit backlog_asked
 *   is -;
 * - all others are called from other files, or by pointers.
 *
 * __inet_accept(), __inet_listen_sk() are called by inet_accept(), inet_listen():
 * if these were inlined, accepted and backlog_asked would be wrong. The self-test
 * finds that; no kernel is known where they are.
 */
#ifndef LQ_HOOK_H
#define LQ_HOOK_H

#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/types.h>

#include "record/column.h"

struct lq_hook;
struct tracepoint;

/*
 * The entries of a handler. All are called with preemption off, but for the
 * last one.
 */
struct lq_entries {
	kprobe_pre_handler_t by_kprobe;
	void (*by_ftrace)(const struct lq_hook *hook,
			  struct ftrace_regs *regs);
#ifdef LQ_FTRACE_HAS_ARGUMENTS
	ftrace_func_t by_own_ftrace;	/* the private data of ops is the hook */
#endif
};

enum lq_via {
	LQ_BY_NOTHING,
	LQ_BY_KPROBE,
	LQ_BY_FTRACE,
	LQ_BY_TRACEPOINT,
};

struct lq_hook {
	const char *symbol;
	struct lq_entries entries;
	void *on_tracepoint;	/* instead of entries: @symbol is a tracepoint */
	bool prototype_known;
	bool hot;		/* hit for each connection */
	bool by_kprobe;		/* by default; only if called with softirqs off */
	bool needed;		/* the main columns are unknown without it */
	bool ipv6_only;		/* not needed for IPv4 listeners */
	bool transitions;	/* off with the parameter transitions=0 */
	lq_columns gives;	/* unknown without it */

	/* Written by probe.c and attach_*.c only; handlers count the hits. */
	struct kprobe kprobe;
	struct tracepoint *tracepoint;
	enum lq_via via;
	int error;		/* 0: planted */
	unsigned long __percpu *hits;
};

extern struct lq_hook lq_hooks[];
extern const unsigned int lq_nr_hooks;
#define LQ_HOOKS_MAX 32

#define lq_for_each_hook(hook) \
	for ((hook) = lq_hooks; (hook) < lq_hooks + lq_nr_hooks; (hook)++)

#endif /* LQ_HOOK_H */
