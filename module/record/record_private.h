/* SPDX-License-Identifier: GPL-2.0-only */
/* The record itself, for record.c and record_sums.c only. */
#ifndef LQ_RECORD_PRIVATE_H
#define LQ_RECORD_PRIVATE_H

#include <linux/types.h>

#include "record/record.h"
#include "record/slot.h"

struct lq_record {
	struct hlist_node node;
	struct hlist_node mptcp_node;
	const struct sock *sk;		/* the key, never followed */
	struct lq_netns_sums *netns_sums;
	struct lq_user *user;		/* whose share it is of */
	unsigned long mptcp_inode;	/* 0: plain TCP */
	struct rcu_head rcu;
	unsigned long born;		/* jiffies */
	struct lq_origin origin;
	unsigned int kept;		/* sync_round that last saw it, or when it was made */
	bool ipv6;
	struct lq_shared shared;
	struct lq_slot *slot[];		/* by CPU, made at the first event there */
};

/**
 * lq_record_add_slots() - add up the slots of all CPUs
 * @record: the record
 * @sums: the counts, the set of unknown counts, depths and times are added to
 *	these
 *
 * Context: any but NMI, in an RCU read section or with preemption off, unless
 * the record is past its grace periods. Takes no lock.
 */
void lq_record_add_slots(const struct lq_record *record, struct lq_sums *sums);

#endif /* LQ_RECORD_PRIVATE_H */
