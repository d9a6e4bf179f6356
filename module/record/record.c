// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records, keyed by the address of the listener's struct sock. The rules:
 *  - A record is found under RCU, without a lock. Probe handlers run with
 *    preemption off, which is an RCU read section of its own.
 *  - It is inserted into and removed from its bucket under record_lock, a raw
 *    spinlock with interrupts off, because handlers run in process context and
 *    in softirqs. The lock is taken when a listener appears or disappears, never
 *    for a packet of a listener that has a record.
 *  - It is freed by RCU. The address is a key and never followed: no reference
 *    to the socket is held, and none outlives rmmod.
 *  - An address may be reused: listen() removes the record of an earlier socket,
 *    and a record is made for a socket only if it is in LISTEN under
 *    record_lock. The kernel leaves LISTEN before the probe on
 *    inet_csk_listen_stop() takes that lock: no record is made after that.
 */
#include <linux/atomic.h>
#include <linux/hash.h>
#include <linux/jhash.h>
#include <linux/jiffies.h>
#include <linux/mm.h>
#include <linux/random.h>
#include <linux/rculist.h>
#include <net/inet_connection_sock.h>
#include <net/mptcp.h>

#include "record/backlog.h"
#include "record/client.h"
#include "record/episode.h"
#include "record/loss.h"
#include "record/netns_sums.h"
#include "record/pending.h"
#include "record/record.h"
#include "record/record_private.h"
#include "record/reserve.h"
#include "record/share.h"

/* How much is set aside for handlers. */
#define SPARE_RECORDS	1024U
#define SPARE_SLOTS	512U
#define SPARE_TOTALS	16U

static DEFINE_RAW_SPINLOCK(record_lock);
static struct hlist_head *buckets;	/* changed under record_lock */
static struct hlist_head *mptcp_buckets;	/* so are these, as many */
static unsigned int bucket_bits;
static u32 mptcp_seed;		/* users can choose inode numbers, not buckets */
static unsigned int max_records;

static bool started;

static unsigned int nr_gone;		/* removed; changed under record_lock */
static atomic_t nr_flushed;		/* removed and added to netns_sums */

unsigned long lq_nr_removals __read_mostly;	/* changed under record_lock */

static struct hlist_head *bucket_of(const struct sock *sk)
{
	return &buckets[hash_ptr(sk, bucket_bits)];
}

struct lq_record *lq_record_find(const struct sock *sk)
{
	struct lq_record *record;

	hlist_for_each_entry_rcu(record, bucket_of(sk), node,
				 rcu_read_lock_any_held())
		if (record->sk == sk)
			return record;
	return NULL;
}

static struct hlist_head *mptcp_bucket_of(unsigned long inode)
{
	u32 hash = jhash_2words(inode, (u64)inode >> 32, mptcp_seed);

	return &mptcp_buckets[hash >> (32 - bucket_bits)];
}

struct lq_record *lq_record_find_mptcp(unsigned long inode)
{
	struct lq_record *record;

	hlist_for_each_entry_rcu(record, mptcp_bucket_of(inode), mptcp_node,
				 rcu_read_lock_any_held())
		if (record->mptcp_inode == inode)
			return record;
	return NULL;
}

/*
 * Follows the inode, which is freed by RCU (net/socket.c, sock_free_inode()).
 */
static unsigned long mptcp_inode_of(const struct sock *sk)
{
	struct socket *sock = READ_ONCE(sk->sk_socket);

	return sk_is_mptcp(sk) && sock ? SOCK_INODE(sock)->i_ino : 0;
}

/* Fills a record; takes no reference yet. */
static void record_begin(struct lq_record *record, const struct sock *sk)
{
	record->sk = sk;
	record->ipv6 = sk->sk_family == AF_INET6;
	record->netns = sock_net(sk)->ns.inum;
	record->mptcp_inode = mptcp_inode_of(sk);
	record->born = jiffies;
	record->kept = lq_record_sync_round();
	record->origin.backlog_asked = -1;
}

/*
 * Makes a record that is not inserted yet. @take is lq_reserve_take() in a
 * handler, and lq_reserve_alloc() elsewhere.
 */
static struct lq_record *record_new(const struct sock *sk,
				    void *(*take)(enum lq_reserve_kind kind))
{
	struct lq_netns_sums *netns_sums = lq_netns_sums_get(sock_net(sk));
	struct lq_record *record;

	if (!netns_sums)
		return NULL;
	record = take(LQ_RESERVE_RECORD);
	if (!record) {
		lq_loss_note(LQ_LOSS_NO_MEMORY);
		lq_netns_sums_put(netns_sums);
		return NULL;
	}
	record->netns_sums = netns_sums;
	record_begin(record, sk);
	return record;
}

/*
 * Gives back a record that was not inserted. The namespace is alive and has a
 * reference to its sums, too: nothing is freed.
 */
static void record_give(struct lq_record *record)
{
	lq_netns_sums_put(record->netns_sums);
	lq_reserve_give(LQ_RESERVE_RECORD, record);
}

/* Frees a record that is past its grace periods. */
static void record_free(struct lq_record *record)
{
	int cpu;

	lq_episode_forget(record);
	lq_netns_sums_put(record->netns_sums);
	for_each_possible_cpu(cpu)
		lq_reserve_free(LQ_RESERVE_SLOT, record->slot[cpu]);
	lq_reserve_free(LQ_RESERVE_TOTALS, record->shared.totals);
	lq_reserve_free(LQ_RESERVE_RECORD, record);
}

/* Frees a record: handlers that had begun to settle its packets are done. */
static void record_free_rcu(struct rcu_head *rcu)
{
	struct lq_record *record = container_of(rcu, struct lq_record, rcu);
	struct lq_sums sums = {};

	lq_record_add_slots(record, &sums);
	lq_netns_sums_add(record->netns_sums, &sums);
	lq_client_close(record);
	record_free(record);
	atomic_inc(&nr_flushed);
}

/*
 * Settles the pending packets of a record that no handler can find any more,
 * then frees the record after another grace period.
 */
static void record_detach_rcu(struct rcu_head *rcu)
{
	struct lq_record *record = container_of(rcu, struct lq_record, rcu);
	struct lq_sums all = {}, sums = {};
	int cpu;

	lq_record_add_slots(record, &all);
	lq_episode_close(record, &all);
	for_each_possible_cpu(cpu)
		if (record->slot[cpu])
			lq_pending_detach(&sums, record->slot[cpu], cpu);
	lq_netns_sums_add(record->netns_sums, &sums);
	call_rcu(&record->rcu, record_free_rcu);
}

void lq_record_relisten(const struct sock *sk, u32 granted)
{
	struct lq_record *record;
	unsigned long flags;

	raw_spin_lock_irqsave(&record_lock, flags);
	record = lq_record_find(sk);
	if (record)
		WRITE_ONCE(record->origin.backlog_asked,
			   lq_backlog_take(sk, granted));
	raw_spin_unlock_irqrestore(&record_lock, flags);
}

/*
 * Inserts a record unless its listener may not have one. Context: record_lock
 * held.
 */
static bool record_insert(struct lq_record *record, const struct sock *sk)
{
	if (lq_share_verdict(sk) != LQ_SHARE_FREE)
		return false;
	record->user = lq_share_take(sk, record->netns_sums);
	if (!record->user) {
		lq_loss_note(LQ_LOSS_NO_MEMORY);
		return false;
	}
	hlist_add_head_rcu(&record->node, bucket_of(record->sk));
	if (record->mptcp_inode)
		hlist_add_head_rcu(&record->mptcp_node,
				   mptcp_bucket_of(record->mptcp_inode));
	return true;
}

/* Context: record_lock held. */
static void record_remove(struct lq_record *record)
{
	hlist_del_rcu(&record->node);
	if (record->mptcp_inode)
		hlist_del_rcu(&record->mptcp_node);
	lq_share_release(record->user, record->netns_sums);
	WRITE_ONCE(nr_gone, nr_gone + 1);
	WRITE_ONCE(lq_nr_removals, lq_nr_removals + 1);
	call_rcu(&record->rcu, record_detach_rcu);
}

/*
 * Makes and inserts a record. Returns the existing one if another CPU inserted
 * it first; NULL if the listener closed or the cap was reached meanwhile.
 */
static struct lq_record *record_make(const struct sock *sk,
				     void *(*take)(enum lq_reserve_kind kind))
{
	struct lq_record *new = record_new(sk, take), *found;
	struct lq_depths depths;
	unsigned long flags;

	if (!new)
		return NULL;
	raw_spin_lock_irqsave(&record_lock, flags);
	found = lq_record_find(sk);
	if (!found && inet_sk_state_load(sk) == TCP_LISTEN) {
		depths = lq_depths_of(sk);
		lq_peaks_see(&new->shared.peaks, depths);
		new->origin.acceptq = depths.acceptq;
		if (record_insert(new, sk))
			found = new;
	}
	raw_spin_unlock_irqrestore(&record_lock, flags);
	if (found != new)
		record_give(new);
	return found;
}

/*
 * Says whether a listener may have a record, and counts an event that is lost
 * if not. Checks without the lock: a SYN flood must not contend on it.
 */
static bool may_record(const struct sock *sk)
{
	switch (lq_share_verdict(sk)) {
	case LQ_SHARE_CAP_REACHED:
		lq_loss_note(LQ_LOSS_UNRECORDED);
		return false;
	case LQ_SHARE_USED_UP:
		lq_loss_note(LQ_LOSS_OVER_SHARE);
		return false;
	default:
		return true;
	}
}

struct lq_record *lq_record_get(const struct sock *sk)
{
	struct lq_record *record = lq_record_find(sk);

	if (likely(record))
		return record;
	if (!READ_ONCE(started) || inet_sk_state_load(sk) != TCP_LISTEN)
		return NULL;
	return may_record(sk) ? record_make(sk, lq_reserve_take) : NULL;
}

/* Others read the address when they see its port. */
void lq_record_note_local(struct lq_record *record, const struct sock *sk)
{
	struct lq_endpoint *local = &record->shared.local;
	struct lq_endpoint is = lq_endpoint_local(sk);
	unsigned long flags;

	raw_spin_lock_irqsave(&record_lock, flags);
	local->addr = is.addr;
	/* Pairs with find_slot() in record_slot.c. */
	smp_store_release(&local->port, is.port);
	raw_spin_unlock_irqrestore(&record_lock, flags);
}

void lq_record_listen(const struct sock *sk)
{
	struct lq_record *record = NULL, *old;
	unsigned long flags;

	if (READ_ONCE(started) && lq_share_verdict(sk) == LQ_SHARE_FREE)
		record = record_new(sk, lq_reserve_take);

	raw_spin_lock_irqsave(&record_lock, flags);
	old = lq_record_find(sk);
	if (old)
		record_remove(old);
	if (record) {
		record->origin.synq = lq_depths_of(sk).synq;
		lq_peaks_see(&record->shared.peaks, (struct lq_depths){
			.synq = record->origin.synq,
		});
		record->origin.listened_at = lq_moment();
		record->origin.backlog_asked =
			lq_backlog_take(sk, READ_ONCE(sk->sk_max_ack_backlog));
		if (record_insert(record, sk))
			record = NULL;
	}
	raw_spin_unlock_irqrestore(&record_lock, flags);
	if (record)
		record_give(record);
}

void lq_record_gone(const struct sock *sk)
{
	struct lq_record *record;
	unsigned long flags;

	raw_spin_lock_irqsave(&record_lock, flags);
	record = lq_record_find(sk);
	if (record)
		record_remove(record);
	raw_spin_unlock_irqrestore(&record_lock, flags);
}

unsigned int lq_record_flush(void)
{
	unsigned int gone = READ_ONCE(nr_gone);

	if (atomic_read(&nr_flushed) != gone) {
		rcu_barrier();	/* record_detach_rcu() */
		rcu_barrier();	/* record_free_rcu() */
	}
	return gone;
}

void lq_record_sum_namespace(const struct lq_netns_sums *netns_sums,
			     struct lq_sums *sums)
{
	const struct lq_record *record;
	unsigned int i;

	for (i = 0; i < 1U << bucket_bits; i++) {
		rcu_read_lock();
		hlist_for_each_entry_rcu(record, &buckets[i], node)
			if (record->netns_sums == netns_sums)
				lq_record_add_slots(record, sums);
		rcu_read_unlock();
		cond_resched();
	}
}

static void remove_from(struct hlist_head *bucket,
			bool (*is_stale)(const struct lq_record *record))
{
	struct lq_record *record;
	struct hlist_node *next;
	unsigned long flags;

	if (hlist_empty(bucket))
		return;
	raw_spin_lock_irqsave(&record_lock, flags);
	hlist_for_each_entry_safe(record, next, bucket, node)
		if (is_stale(record))
			record_remove(record);
	raw_spin_unlock_irqrestore(&record_lock, flags);
}

void lq_record_remove_stale(bool (*is_stale)(const struct lq_record *record))
{
	unsigned int i;

	for (i = 0; i < 1U << bucket_bits; i++) {
		remove_from(&buckets[i], is_stale);
		cond_resched();
	}
}

struct lq_record *lq_record_make_now(const struct sock *sk)
{
	return lq_share_verdict(sk) == LQ_SHARE_FREE ?
	       record_make(sk, lq_reserve_alloc) : NULL;
}

void lq_record_stats(struct lq_record_stats *stats)
{
	stats->records = lq_share_records();
	stats->cap = max_records;
}

void lq_record_start(void)
{
	WRITE_ONCE(started, true);
	lq_record_start_slots();
}

static int make_reserves(void)
{
	const struct lq_record *record = NULL;	/* for its size only */
	int err;

	err = lq_reserve_add(LQ_RESERVE_RECORD, "listenq_record",
			     struct_size(record, slot, nr_cpu_ids),
			     min(max_records, SPARE_RECORDS));
	if (!err)
		err = lq_reserve_add(LQ_RESERVE_SLOT, "listenq_slot",
				     sizeof(struct lq_slot),
				     min(max_records, SPARE_SLOTS));
	if (!err)
		err = lq_share_init(max_records);
	if (!err)
		err = lq_reserve_add(LQ_RESERVE_TOTALS, "listenq_totals",
				     sizeof(struct lq_totals),
				     min(max_records, SPARE_TOTALS));
	return err;
}

int lq_record_init(unsigned int cap)
{
	int err;

	max_records = cap;
	bucket_bits = clamp(order_base_2(cap), 4, 16);
	buckets = kvcalloc(2U << bucket_bits, sizeof(*buckets), GFP_KERNEL);
	if (!buckets)
		return -ENOMEM;
	mptcp_buckets = buckets + (1U << bucket_bits);
	mptcp_seed = get_random_u32();
	err = lq_reserve_init();
	if (err)
		goto free_buckets;
	err = make_reserves();
	if (err)
		goto uninit_reserve;
	return 0;

uninit_reserve:
	lq_reserve_uninit();
free_buckets:
	kvfree(buckets);
	return err;
}

void lq_record_uninit(void)
{
	struct lq_record *record;
	struct hlist_node *next;
	unsigned int i;

	rcu_barrier();	/* record_detach_rcu() */
	rcu_barrier();	/* record_free_rcu() */
	for (i = 0; i < 1U << bucket_bits; i++)
		hlist_for_each_entry_safe(record, next, &buckets[i], node)
			record_free(record);
	lq_share_uninit();
	lq_reserve_uninit();
	kvfree(buckets);
}
