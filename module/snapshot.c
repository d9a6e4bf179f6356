// SPDX-License-Identifier: GPL-2.0-only
/*
 * A walk over the listeners, joined with their records. Levels and limits are
 * read from the sockets, so they are right for listeners older than the module
 * and without any probe; only what nobody can read afterwards comes from the
 * records.
 */
#include <linux/err.h>
#include <linux/ipv6.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <net/inet_connection_sock.h>
#include <net/mptcp.h>
#include <net/net_namespace.h>
#include <net/tcp.h>

#include "record.h"
#include "snapshot.h"
#include "walk.h"

#define ROWS_FIRST	64
#define ROWS_MAX	(1U << 20)

struct lq_snapshot {
	struct lq_walk walk;
	const struct net *net;	/* NULL: all of them */
	size_t rows;
	size_t room;
	size_t bucket;		/* where the bucket's rows begin */
	struct lq_row *row;
};

/* Columns that need a record, and those of each kind that it counts. */
#define NEEDS_TEXT(name)	0
#define NEEDS_ID(name)		0
#define NEEDS_GAUGE(name)	0
#define NEEDS_PEAK(name)	LQ_COLUMN(name)
#define NEEDS_COUNT(name)	LQ_COLUMN(name)
#define NEEDS_REFUSED(name)	LQ_COLUMN(name)
#define NEEDS(name, kind, help)	| NEEDS_##kind(name)
#define OF_RECORD		(0 LQ_LISTENER_COLUMNS(NEEDS))

#define COPY_TEXT(name)
#define COPY_ID(name)
#define COPY_GAUGE(name)
#define COPY_PEAK(name)
#define COPY_COUNT(name) \
	row->value[LQ_COL_##name] = sums->count[LQ_COUNT_##name];
#define COPY_REFUSED(name)	COPY_COUNT(name)
#define COPY(name, kind, help)	COPY_##kind(name)

static void copy_sums(struct lq_row *row, const struct lq_sums *sums)
{
	LQ_LISTENER_COLUMNS(COPY)
	row->value[LQ_COL_synq_peak] = sums->peak.synq;
	row->value[LQ_COL_synq_peak60] = sums->peak60.synq;
	row->value[LQ_COL_acceptq_peak] = sums->peak.acceptq;
	row->value[LQ_COL_acceptq_peak60] = sums->peak60.acceptq;
	row->unknown |= sums->unfed;
}

static void read_record(struct lq_row *row, const struct sock *sk,
			struct lq_depths now)
{
	const struct lq_record *record = lq_record_find(sk);
	struct lq_sums sums;

	if (!record) {
		row->unknown |= OF_RECORD;
		return;
	}
	lq_record_sum(record, now, &sums);
	copy_sums(row, &sums);
}

/*
 * "Full" is depth > backlog since 5.11 or so and depth >= backlog before, and
 * branches differ: ask the kernel's own inline function about a queue that is
 * exactly as deep as its backlog.
 */
static bool synq_holds_one_more(void)
{
	static const struct inet_connection_sock deep = {
		.icsk_inet.sk.sk_max_ack_backlog = 1,
		.icsk_accept_queue.qlen = ATOMIC_INIT(1),
	};

	return !inet_csk_reqsk_queue_is_full(&deep.icsk_inet.sk);
}

/* As tcp_conn_request() applies it to a client that it knows nothing about. */
static u64 synq_limit(const struct sock *sk, u64 backlog)
{
	const struct netns_ipv4 *ipv4 = &sock_net(sk)->ipv4;
	int cookies = READ_ONCE(ipv4->sysctl_tcp_syncookies);
	int max = max(READ_ONCE(ipv4->sysctl_max_syn_backlog), 0);
	u64 limit = backlog + synq_holds_one_more();

	if (IS_ENABLED(CONFIG_SYN_COOKIES) && cookies == 2)
		return 0;
	if (!IS_ENABLED(CONFIG_SYN_COOKIES) || !cookies)
		return min_t(u64, limit, max - (max >> 2) + 1);
	return limit;
}

static void read_queues(struct lq_row *row, const struct sock *sk)
{
	const struct request_sock_queue *queue =
		&inet_csk(sk)->icsk_accept_queue;
	struct lq_depths depths = lq_depths_of(sk);
	u64 backlog = READ_ONCE(sk->sk_max_ack_backlog);

	row->value[LQ_COL_synq] = depths.synq;
	row->value[LQ_COL_synq_young] = max(reqsk_queue_len_young(queue), 0);
	row->value[LQ_COL_synq_limit] = synq_limit(sk, backlog);
	row->value[LQ_COL_acceptq] = depths.acceptq;
	/* sk_acceptq_is_full() is depth > backlog in every kernel. */
	row->value[LQ_COL_acceptq_limit] = backlog + 1;
	row->value[LQ_COL_backlog] = backlog;
	read_record(row, sk, depths);
}

static enum lq_family family_of(const struct sock *sk)
{
	if (sk->sk_family != AF_INET6)
		return LQ_IPV4;
#if IS_ENABLED(CONFIG_IPV6)
	if (!ipv6_only_sock(sk) && ipv6_addr_any(&sk->sk_v6_rcv_saddr))
		return LQ_DUAL;
#endif
	return LQ_IPV6;
}

static void read_address(struct lq_row *row, const struct sock *sk)
{
	enum lq_family family = family_of(sk);

	row->value[LQ_COL_family] = family;
	row->value[LQ_COL_local] = READ_ONCE(inet_sk(sk)->inet_num);
#if IS_ENABLED(CONFIG_IPV6)
	if (family != LQ_IPV4) {
		row->addr = sk->sk_v6_rcv_saddr;
		return;
	}
#endif
	row->addr.s6_addr32[0] = inet_sk(sk)->inet_rcv_saddr;
}

/* See mptcp_inode_of() in record.c for why the inode may be followed. */
static void read_identity(struct lq_row *row, const struct sock *sk)
{
	struct socket *sock = READ_ONCE(sk->sk_socket);
	u64 inode = sock ? SOCK_INODE(sock)->i_ino : 0;
	u64 cookie = atomic64_read(&sk->sk_cookie);

	row->value[LQ_COL_proto] = sk_is_mptcp(sk) ? LQ_MPTCP : LQ_TCP;
	row->value[LQ_COL_uid] = __kuid_val(sk->sk_uid);
	row->value[LQ_COL_inode] = inode;
	row->value[LQ_COL_cookie] = cookie;
	row->value[LQ_COL_netns] = sock_net(sk)->ns.inum;
	if (!inode)
		row->unknown |= LQ_COLUMN(inode);
	if (!cookie)
		row->unknown |= LQ_COLUMN(cookie);
}

static void begin_bucket(struct lq_walk *walk, bool again)
{
	struct lq_snapshot *snapshot =
		container_of(walk, struct lq_snapshot, walk);

	if (again)
		snapshot->rows = snapshot->bucket;
	else
		snapshot->bucket = snapshot->rows;
}

static int visit(struct lq_walk *walk, const struct sock *sk)
{
	struct lq_snapshot *snapshot =
		container_of(walk, struct lq_snapshot, walk);
	struct lq_row *row = &snapshot->row[snapshot->rows];

	if (snapshot->net && !net_eq(sock_net(sk), snapshot->net))
		return 0;
	if (snapshot->rows == snapshot->room)
		return -ENOSPC;
	memset(row, 0, sizeof(*row));
	read_address(row, sk);
	read_queues(row, sk);
	read_identity(row, sk);
	snapshot->rows++;
	return 0;
}

static int set_room(struct lq_snapshot *snapshot, size_t room)
{
	struct lq_row *row;

	row = kvmalloc_array(room, sizeof(*row), GFP_KERNEL_ACCOUNT);
	if (!row)
		return -ENOMEM;
	if (snapshot->rows)
		memcpy(row, snapshot->row, snapshot->rows * sizeof(*row));
	kvfree(snapshot->row);
	snapshot->row = row;
	snapshot->room = room;
	return 0;
}

static int more_room(struct lq_walk *walk)
{
	struct lq_snapshot *snapshot =
		container_of(walk, struct lq_snapshot, walk);

	if (snapshot->room >= ROWS_MAX)
		return -EFBIG;
	return set_room(snapshot, snapshot->room * 2);
}

struct lq_snapshot *lq_snapshot_take(const struct net *net)
{
	struct lq_snapshot *snapshot;
	int err;

	snapshot = kzalloc(sizeof(*snapshot), GFP_KERNEL_ACCOUNT);
	if (!snapshot)
		return ERR_PTR(-ENOMEM);
	snapshot->net = net;
	snapshot->walk.begin = begin_bucket;
	snapshot->walk.visit = visit;
	snapshot->walk.room = more_room;

	err = set_room(snapshot, ROWS_FIRST);
	if (!err)
		err = lq_walk_listeners(&snapshot->walk);
	if (err) {
		lq_snapshot_free(snapshot);
		return ERR_PTR(err);
	}
	return snapshot;
}

void lq_snapshot_free(struct lq_snapshot *snapshot)
{
	kvfree(snapshot->row);
	kfree(snapshot);
}

size_t lq_snapshot_rows(const struct lq_snapshot *snapshot)
{
	return snapshot->rows;
}

const struct lq_row *lq_snapshot_row(const struct lq_snapshot *snapshot,
				     size_t i)
{
	return &snapshot->row[i];
}
