// SPDX-License-Identifier: GPL-2.0-only
/*
 * A listener and its record as a row. Gauges and limits are read from the
 * socket, so that they are right for listeners older than the module and
 * without any probe; only history comes from the record.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>
#include <net/inet_connection_sock.h>
#include <net/ipv6.h>
#include <net/mptcp.h>
#include <net/tcp.h>

#include "kernel/device.h"
#include "kernel/endpoint.h"
#include "kernel/limit.h"
#include "record/column.h"
#include "record/record.h"
#include "record/unknown.h"
#include "table/cell.h"
#include "table/endpoint_text.h"
#include "table/listener_rows.h"
#include "table/table.h"

enum family { FAMILY_IPV4, FAMILY_IPV6, FAMILY_DUAL };
enum protocol { PROTO_TCP, PROTO_MPTCP };

/*
 * A number for every column: an enumerator for family and proto, the uid as
 * mapped into the user namespace of the process that opened the file. The
 * address is kept in local, the name of the device in dev.
 */
struct row {
	u64 value[LQ_NR_COLUMNS];
	lq_columns unknown;
	struct lq_listening local;
	char dev[IFNAMSIZ];
};

/* Columns that need a record. */
#define HISTORY(name, kind, ...) LQ_IF_HISTORY(kind)( \
	| LQ_COLUMN(name) \
)
#define OF_RECORD \
	(LQ_COLUMN(backlog_asked) LQ_LISTENER_COLUMNS(HISTORY))

#define COPY(name, kind, ...) LQ_IF_COUNT(kind)( \
	row->value[LQ_COL_##name] = sums->count[LQ_COUNT_##name]; \
)

static void copy_sums(struct row *row, const struct lq_sums *sums)
{
	LQ_LISTENER_COLUMNS(COPY)
	row->value[LQ_COL_synq_peak] = sums->peak.synq;
	row->value[LQ_COL_synq_peak60] = sums->peak60.synq;
	row->value[LQ_COL_acceptq_peak] = sums->peak.acceptq;
	row->value[LQ_COL_acceptq_peak60] = sums->peak60.acceptq;
}

/*
 * Connections that migrate from a closing SO_REUSEPORT member pass no probe:
 * they are those that left the accept queue or are in it, minus those that were
 * seen to enter. A connection that enters or leaves meanwhile must not look
 * like one: what left is read first, what entered last.
 */
static u64 left_or_waiting(const struct lq_record *record,
			   const struct sock *sk)
{
	u64 acceptq, accepted;

	if (!sk->sk_reuseport)
		return 0;
	accepted = lq_record_accepted(record);
	smp_rmb();	/* a connection counted as accepted is not in the queue */
	acceptq = READ_ONCE(sk->sk_ack_backlog);
	smp_rmb();	/* a connection in the queue is counted as entered */
	return accepted + acceptq;
}

static u64 migrated_in_ready(u64 gone_or_there, const struct lq_sums *sums,
			     u64 acceptq_first)
{
	u64 entered = sums->count[LQ_COUNT_completed] +
		      sums->count[LQ_COUNT_cookies_ok] +
		      sums->count[LQ_COUNT_fastopens] + acceptq_first;

	return gone_or_there > entered ? gone_or_there - entered : 0;
}

static void copy_age(struct row *row, enum lq_column column,
		     unsigned long moment)
{
	/* jiffies_to_msecs() would overflow after 50 days. */
	row->value[column] = jiffies64_to_msecs(jiffies - moment);
	if (!moment)
		row->unknown |= BIT_ULL(column);
}

static void copy_ages(struct row *row, const struct lq_sums *sums,
		      struct lq_origin origin)
{
	copy_age(row, LQ_COL_listen_age_ms, origin.listened_at);
	copy_age(row, LQ_COL_accept_age_ms, sums->accepted_at);
	copy_age(row, LQ_COL_drop_age_ms, sums->dropped_at);
	copy_age(row, LQ_COL_cookies_since_ms, sums->cookies_from);
	row->value[LQ_COL_backlog_asked] = origin.backlog_asked;
	if (origin.backlog_asked < 0)
		row->unknown |= LQ_COLUMN(backlog_asked);
}

static void read_record(struct row *row, const struct sock *sk,
			struct lq_depths now)
{
	const struct lq_record *record = lq_record_find(sk);
	struct lq_origin origin;
	struct lq_sums sums;
	u64 gone_or_there;

	if (!record) {
		row->unknown |= OF_RECORD;
		return;
	}
	gone_or_there = left_or_waiting(record, sk);
	lq_record_sum(record, now, &sums);
	origin = lq_record_origin(record);
	copy_sums(row, &sums);
	row->unknown |= lq_unknown_columns(sk->sk_family == AF_INET6);
	row->value[LQ_COL_migrated_in] += origin.synq;
	row->value[LQ_COL_migrated_in_ready] =
		migrated_in_ready(gone_or_there, &sums, origin.acceptq);
	copy_ages(row, &sums, origin);
}

/*
 * The accept queue is walked under its lock, which final ACKs and accept() need
 * too, and anybody may open the table over and over. So the walk ends after a
 * few connections; for root it ends after as many as fit with the default
 * somaxconn.
 */
#define CHILDREN_MAX		64
#define CHILDREN_MAX_ROOT	4097

static unsigned int children_max(const struct sock *sk)
{
	if (READ_ONCE(sk->sk_ack_backlog) > CHILDREN_MAX &&
	    ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN))
		return CHILDREN_MAX_ROOT;
	return CHILDREN_MAX;
}

static u64 age_us(u64 since)
{
	u64 now = ktime_get_ns() / NSEC_PER_USEC;

	return since && since <= now ? now - since : 0;
}

/* An RST leaves a connection in the queue that can only be closed. */
static bool is_dead(const struct sock *child)
{
	u8 state = inet_sk_state_load(child);

	return state == TCP_CLOSE_WAIT || state == TCP_CLOSE;
}

static void read_children(struct row *row, const struct sock *sk)
{
	struct request_sock_queue *queue =
		(void *)&inet_csk(sk)->icsk_accept_queue;
	unsigned int left = children_max(sk);
	const struct request_sock *req;
	u64 oldest = 0, bytes = 0, dead = 0;

	spin_lock_bh(&queue->rskq_lock);
	req = queue->rskq_accept_head;
	if (req && req->sk)
		oldest = age_us(tcp_sk(req->sk)->rcvq_space.time);
	for (; req && left; req = req->dl_next, left--)
		if (req->sk) {
			bytes += atomic_read(&req->sk->sk_rmem_alloc);
			dead += is_dead(req->sk);
		}
	spin_unlock_bh(&queue->rskq_lock);

	row->value[LQ_COL_acceptq_bytes] = bytes;
	row->value[LQ_COL_acceptq_dead] = dead;
	row->value[LQ_COL_acceptq_oldest_us] = oldest;
	if (req)
		row->unknown |= LQ_COLUMN(acceptq_bytes) |
				LQ_COLUMN(acceptq_dead);
	if (!oldest)
		row->unknown |= LQ_COLUMN(acceptq_oldest_us);
}

static void read_queues(struct row *row, const struct sock *sk)
{
	const struct request_sock_queue *queue =
		&inet_csk(sk)->icsk_accept_queue;
	struct lq_limits limits =
		lq_limits_of(sock_net(sk), READ_ONCE(sk->sk_max_ack_backlog));
	struct lq_depths depths = lq_depths_of(sk);

	row->value[LQ_COL_synq] = depths.synq;
	row->value[LQ_COL_synq_young] = max(reqsk_queue_len_young(queue), 0);
	row->value[LQ_COL_synq_limit] = lq_limit_synq(&limits);
	row->value[LQ_COL_acceptq] = depths.acceptq;
	row->value[LQ_COL_acceptq_limit] = lq_limit_acceptq(&limits);
	row->value[LQ_COL_backlog] = limits.backlog;
	/*
	 * Negative after shutdown() and listen(), which reset it to 0 while
	 * connections are in the queue.
	 */
	row->value[LQ_COL_fastopenq] =
		max(READ_ONCE(queue->fastopenq.qlen), 0);
	row->value[LQ_COL_fastopenq_limit] = READ_ONCE(queue->fastopenq.max_qlen);
	row->value[LQ_COL_socket_drops] = atomic_read(&sk->sk_drops);
	row->value[LQ_COL_defer_accept] = READ_ONCE(queue->rskq_defer_accept);
	read_children(row, sk);
	read_record(row, sk, depths);
}

static enum family family_of(const struct lq_listening *local)
{
	if (ipv6_addr_v4mapped(&local->at.addr))
		return FAMILY_IPV4;
	return local->dual ? FAMILY_DUAL : FAMILY_IPV6;
}

/*
 * The inode may be followed: it is freed by RCU, see mptcp_inode_of() in
 * record.c.
 */
static void read_identity(struct row *row, const struct sock *sk)
{
	struct socket *sock = READ_ONCE(sk->sk_socket);
	u64 inode = sock ? SOCK_INODE(sock)->i_ino : 0;
	u64 cookie = atomic64_read(&sk->sk_cookie);

	row->local = lq_endpoint_listening(sk);
	lq_device_name(row->dev, sock_net(sk), row->local.ifindex);
	row->value[LQ_COL_family] = family_of(&row->local);
	row->value[LQ_COL_proto] = sk_is_mptcp(sk) ? PROTO_MPTCP : PROTO_TCP;
	row->value[LQ_COL_uid] = from_kuid_munged(current_user_ns(),
						  READ_ONCE(sk->sk_uid));
	row->value[LQ_COL_inode] = inode;
	row->value[LQ_COL_cookie] = cookie;
	row->value[LQ_COL_netns] = sock_net(sk)->ns.inum;
	if (!inode)
		row->unknown |= LQ_COLUMN(inode);
	if (!cookie)
		row->unknown |= LQ_COLUMN(cookie);
}

static void fill(void *rows, const struct sock *sk)
{
	struct row *row = rows;

	read_identity(row, sk);
	read_queues(row, sk);
}

static int take(struct lq_rows *rows, const struct net *net)
{
	return lq_listener_rows(rows, net, 1, fill);
}

static const char * const tokens[] = { LQ_LISTENER_COLUMNS(LQ_COLUMN_TOKEN) };

static const char * const families[] = {
	[FAMILY_IPV4] = "ipv4", [FAMILY_IPV6] = "ipv6", [FAMILY_DUAL] = "dual",
};

static const char * const protos[] = {
	[PROTO_TCP] = "tcp", [PROTO_MPTCP] = "mptcp",
};

static void hex(struct lq_cell *cell, u64 value)
{
	char *first = &cell->room[sizeof(cell->room) - 1];

	*first = '\0';
	do {
		*--first = "0123456789abcdef"[value % 16];
		value /= 16;
	} while (value);
	lq_cell_text(cell, first);
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;
	u64 value = row->value[column];

	if (row->unknown & BIT_ULL(column)) {
		lq_cell_unknown(cell);
		return;
	}
	switch (column) {
	case LQ_COL_local:
		lq_listening_cell(cell, &row->local, row->dev);
		break;
	case LQ_COL_family:
		lq_cell_text(cell, families[value]);
		break;
	case LQ_COL_proto:
		lq_cell_text(cell, protos[value]);
		break;
	case LQ_COL_cookie:
		hex(cell, value);
		break;
	case LQ_COL_dev:
		lq_cell_escaped(cell, row->dev);
		break;
	default:
		lq_cell_number(cell, value);
	}
}

const struct lq_table lq_listeners = {
	.name = "listeners",
	.tokens = tokens,
	.columns = LQ_NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
