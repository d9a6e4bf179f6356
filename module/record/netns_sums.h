/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A namespace's total: where the kernel's own counters stood at the beginning,
 * and what listeners that have closed since had counted.
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
 * lq_netns_sums_init() - open the total of every namespace, there and to come
 *
 * Context: process, may sleep. Before the first record.
 * Return: 0 or an error.
 */
int lq_netns_sums_init(void);

/* After the last record. Context: process, may sleep. */
void lq_netns_sums_uninit(void);

/**
 * lq_netns_sums_get() - the total of a namespace
 * @net: the namespace
 *
 * Context: any but NMI, in an RCU read section or with preemption off.
 * Return: the total, to be given back by lq_netns_sums_put(); NULL when the
 * namespace is going, or not there yet.
 */
struct lq_netns_sums *lq_netns_sums_get(const struct net *net);
void lq_netns_sums_put(struct lq_netns_sums *total);

/**
 * lq_netns_sums_add() - a listener is gone for good
 * @total: of its namespace
 * @sums: all that it counted
 *
 * Context: any but NMI.
 */
void lq_netns_sums_add(struct lq_netns_sums *total, const struct lq_sums *sums);

/**
 * lq_netns_sums_read() - what listeners that are gone have counted
 * @total: of the namespace
 * @sums: their counts are added to these, and what nothing told of them
 *
 * Context: any but NMI.
 */
void lq_netns_sums_read(struct lq_netns_sums *total, struct lq_sums *sums);

/**
 * lq_netns_sums_kernel() - what the kernel has counted since the total were opened
 * @total: of the namespace
 * @net: the namespace
 * @mib: which counter
 *
 * Context: any; @net alive.
 */
u64 lq_netns_sums_kernel(const struct lq_netns_sums *total,
			 const struct net *net,
		    enum lq_mib mib);

#endif /* LQ_NETNS_SUMS_H */
