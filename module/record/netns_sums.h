/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A namespace's books: where the kernel's own counters stood at the beginning,
 * and what listeners that have closed since had counted.
 */
#ifndef LQ_NETNS_SUMS_H
#define LQ_NETNS_SUMS_H

#include <linux/types.h>

#include "record/slot.h"

struct lq_books;
struct net;

/*
 * The kernel's counters that ours are compared with: its name to nstat, the
 * set of per-CPU counters and the number there, which of ours it should equal.
 */
#define LQ_MIBS(X)							\
X(TcpExtListenDrops, net_statistics, LINUX_MIB_LISTENDROPS,		\
  LQ_BIT(syn_acceptq_full) | LQ_BIT(syn_synq_full) |			\
  LQ_BIT(syn_last_quarter) | LQ_BIT(syn_other) |			\
  LQ_BIT(ack_acceptq_full) | LQ_BIT(cookie_acceptq_full) |		\
  LQ_BIT(ack_other) | LQ_BIT(ended_icmp))				\
X(TcpExtListenOverflows, net_statistics, LINUX_MIB_LISTENOVERFLOWS,	\
  LQ_BIT(syn_acceptq_full) | LQ_BIT(ack_acceptq_full) |			\
  LQ_BIT(cookie_acceptq_full))						\
X(TcpExtTCPReqQFullDrop, net_statistics, LINUX_MIB_TCPREQQFULLDROP,	\
  LQ_BIT(syn_synq_full))						\
X(TcpExtTCPReqQFullDoCookies, net_statistics,				\
  LINUX_MIB_TCPREQQFULLDOCOOKIES, LQ_BIT(wanted_cookie))		\
X(TcpExtSyncookiesSent, net_statistics, LINUX_MIB_SYNCOOKIESSENT,	\
  LQ_BIT(cookies))							\
X(TcpExtSyncookiesRecv, net_statistics, LINUX_MIB_SYNCOOKIESRECV,	\
  LQ_BIT(cookies_valid))						\
X(TcpExtSyncookiesFailed, net_statistics, LINUX_MIB_SYNCOOKIESFAILED,	\
  LQ_BIT(cookies_bad))							\
X(TcpExtTCPDeferAcceptDrop, net_statistics,				\
  LINUX_MIB_TCPDEFERACCEPTDROP, LQ_BIT(deferred))			\
X(TcpExtTCPSynRetrans, net_statistics, LINUX_MIB_TCPSYNRETRANS,		\
  LQ_BIT(synack_retrans))						\
X(TcpExtEmbryonicRsts, net_statistics, LINUX_MIB_EMBRYONICRSTS,		\
  LQ_BIT(reset) | LQ_BIT(aborted))					\
X(TcpPassiveOpens, tcp_statistics, TCP_MIB_PASSIVEOPENS,		\
  LQ_BIT(completed) | LQ_BIT(cookies_ok) | LQ_BIT(fastopens) |		\
  LQ_BIT(joined) | LQ_BIT(cookies_joined))

#define LQ_MIB_OF(name, set, number, counts) LQ_MIB_##name,
enum lq_mib { LQ_MIBS(LQ_MIB_OF) LQ_NR_MIBS };

/**
 * lq_books_init() - open the books of every namespace, there and to come
 *
 * Context: process, may sleep. Before the first record.
 * Return: 0 or an error.
 */
int lq_books_init(void);

/* After the last record. Context: process, may sleep. */
void lq_books_uninit(void);

/**
 * lq_books_get() - the books of a namespace
 * @net: the namespace
 *
 * Context: any but NMI, in an RCU read section or with preemption off.
 * Return: the books, to be given back by lq_books_put(); NULL when the
 * namespace is going, or not there yet.
 */
struct lq_books *lq_books_get(const struct net *net);
void lq_books_put(struct lq_books *books);

/**
 * lq_books_close() - a listener is gone for good
 * @books: of its namespace
 * @sums: all that it counted
 *
 * Context: any but NMI.
 */
void lq_books_close(struct lq_books *books, const struct lq_sums *sums);

/**
 * lq_books_closed() - what listeners that are gone have counted
 * @books: of the namespace
 * @sums: their counts are added to these, and what nothing told of them
 *
 * Context: any but NMI.
 */
void lq_books_closed(struct lq_books *books, struct lq_sums *sums);

/**
 * lq_books_kernel() - what the kernel has counted since the books were opened
 * @books: of the namespace
 * @net: the namespace
 * @mib: which counter
 *
 * Context: any; @net alive.
 */
u64 lq_books_kernel(const struct lq_books *books, const struct net *net,
		    enum lq_mib mib);

#endif /* LQ_NETNS_SUMS_H */
