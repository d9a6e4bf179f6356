/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sums per network namespace: the counts of all listeners that have closed, and
 * the values of the kernel's own counters when the module was loaded or the
 * namespace created.
 */
#ifndef LQ_NETNS_SUMS_H
#define LQ_NETNS_SUMS_H

#include <linux/types.h>

#include "record/slot.h"

struct lq_netns_sums;
struct net;

/*
 * The kernel's counters that ours are compared with: group and name as nstat
 * shows them, the set of per-CPU counters that each is in and its number there.
 */
#define LQ_MIBS(X)							\
X(TcpExt, ListenDrops, net_statistics, LINUX_MIB_LISTENDROPS)		\
X(TcpExt, ListenOverflows, net_statistics, LINUX_MIB_LISTENOVERFLOWS)	\
X(TcpExt, TCPReqQFullDrop, net_statistics, LINUX_MIB_TCPREQQFULLDROP)	\
X(TcpExt, TCPReqQFullDoCookies, net_statistics,				\
  LINUX_MIB_TCPREQQFULLDOCOOKIES)					\
X(TcpExt, SyncookiesSent, net_statistics, LINUX_MIB_SYNCOOKIESSENT)	\
X(TcpExt, SyncookiesRecv, net_statistics, LINUX_MIB_SYNCOOKIESRECV)	\
X(TcpExt, SyncookiesFailed, net_statistics, LINUX_MIB_SYNCOOKIESFAILED)	\
X(TcpExt, TCPDeferAcceptDrop, net_statistics,				\
  LINUX_MIB_TCPDEFERACCEPTDROP)						\
X(TcpExt, TCPSynRetrans, net_statistics, LINUX_MIB_TCPSYNRETRANS)	\
X(TcpExt, EmbryonicRsts, net_statistics, LINUX_MIB_EMBRYONICRSTS)	\
X(Tcp, PassiveOpens, tcp_statistics, TCP_MIB_PASSIVEOPENS)

#define LQ_MIB_OF(group, name, ...) LQ_MIB_##name,
enum lq_mib { LQ_MIBS(LQ_MIB_OF) LQ_NR_MIBS };

/**
 * lq_netns_sums_init() - make the sums of all namespaces, present and future
 *
 * Context: process, may sleep; before the records.
 * Return: 0 or the error of register_pernet_subsys().
 */
int lq_netns_sums_init(void);

/**
 * lq_netns_sums_begin() - take what a CPU has counted so far as the beginning
 * @cpu: the CPU; it handles no packet meanwhile
 *
 * Context: process or interrupt.
 */
void lq_netns_sums_begin(int cpu);

/**
 * lq_netns_sums_uninit() - free the sums of all namespaces
 *
 * Context: process, may sleep; after the records.
 */
void lq_netns_sums_uninit(void);

/**
 * lq_netns_sums_get() - get a reference to the sums of a namespace
 * @net: the namespace, not freed yet
 *
 * Context: any but NMI, in an RCU read section or with preemption off.
 * Return: the sums, which the caller must release by lq_netns_sums_put(); NULL
 * if the namespace is being dismantled, or not set up yet.
 */
struct lq_netns_sums *lq_netns_sums_get(const struct net *net);

/**
 * lq_netns_sums_put() - release a reference to the sums of a namespace
 * @total: from lq_netns_sums_get()
 *
 * Context: any but NMI. The last reference frees them, which may be after the
 * end of the namespace.
 */
void lq_netns_sums_put(struct lq_netns_sums *total);

/**
 * lq_netns_sums_count() - count a record that is inserted or removed
 * @total: from lq_netns_sums_get()
 * @more: 1 or -1
 *
 * Context: any; one at a time.
 */
void lq_netns_sums_count(struct lq_netns_sums *total, int more);

/**
 * lq_netns_sums_records() - get the number of records of a namespace
 * @net: the namespace, not freed yet
 *
 * Context: any but NMI, in an RCU read section or with preemption off.
 * Return: the number.
 */
unsigned int lq_netns_sums_records(const struct net *net);

/**
 * lq_netns_sums_id() - get a number that no other namespace has, or will have
 * @total: from lq_netns_sums_get()
 *
 * Context: any.
 * Return: the number, never 0.
 */
u64 lq_netns_sums_id(const struct lq_netns_sums *total);

/**
 * lq_netns_sums_add() - add the counts of a closed listener
 * @total: the sums of its namespace
 * @sums: its counts, and the set of its unknown counts
 *
 * Context: any but NMI. Takes a raw spinlock with interrupts off.
 */
void lq_netns_sums_add(struct lq_netns_sums *total, const struct lq_sums *sums);

/**
 * lq_netns_sums_read() - get the counts of all closed listeners
 * @total: the sums of a namespace
 * @sums: the counts and the set of unknown counts are added to these
 *
 * Context: any but NMI. Takes a raw spinlock with interrupts off.
 */
void lq_netns_sums_read(struct lq_netns_sums *total, struct lq_sums *sums);

/**
 * lq_netns_sums_kernel() - get the value of a counter of the kernel
 * @total: the sums of the namespace
 * @net: the namespace, alive
 * @mib: the counter
 *
 * Context: any.
 * Return: how much it grew since the module was loaded or the namespace
 * created.
 */
u64 lq_netns_sums_kernel(const struct lq_netns_sums *total,
			 const struct net *net, enum lq_mib mib);

#endif /* LQ_NETNS_SUMS_H */
