/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is remembered of a listener, found by the listener's address. The
 * probes write it and the tables read it; nothing else do the two share.
 */
#ifndef LQ_RECORD_H
#define LQ_RECORD_H

#include <linux/types.h>
#include "record/column.h"
#include "record/slot.h"

struct lq_netns_sums;
struct lq_record;
struct sock;

/* What a record knows besides its sums. */
struct lq_origin {
	unsigned long listened_at;	/* lq_moment(), 0: before the module */
	u32 synq;			/* half-open since before listen() */
	u32 acceptq;			/* its depth when the record was made */
	s64 backlog_asked;		/* -1: not known; may change */
};

/* How many records there are, and may be. */
struct lq_record_stats {
	u32 records;		/* kept now */
	u32 cap;		/* and at most */
};

/**
 * lq_record_init() - make room for records
 * @cap: how many listeners at most, 1 to LQ_RECORD_CAP_MAX
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lq_record_init(unsigned int cap);
#define LQ_RECORD_CAP_MAX	1048576U

/**
 * lq_record_uninit() - free all records
 *
 * Context: process, may sleep: waits for the RCU callbacks. No probe may be
 * planted and no table open any more.
 */
void lq_record_uninit(void);

/**
 * lq_record_find() - the record of a listener
 * @sk: the listener; only its address is used
 *
 * Context: any but NMI, in an RCU read section or with preemption off, which
 * also bounds the life of what is returned.
 * Return: the record, or NULL.
 */
struct lq_record *lq_record_find(const struct sock *sk);

/**
 * lq_record_find_mptcp() - the record of an MPTCP listener
 * @inode: of its socket
 *
 * The kernel keeps an MPTCP listener's queues in a TCP socket of its own, and
 * accept() names the MPTCP socket; what the two share is the inode number
 * (net/mptcp/subflow.c, mptcp_subflow_create_socket()).
 *
 * Context, return: as lq_record_find().
 */
struct lq_record *lq_record_find_mptcp(unsigned long inode);

/**
 * lq_record_relisten() - listen() on a socket that listens already
 * @sk: the socket
 *
 * Context: as lq_record_find().
 */
void lq_record_relisten(const struct sock *sk);

/**
 * lq_record_listen() - a socket is about to listen
 * @sk: a TCP socket, not listening yet
 *
 * Whatever was recorded under this address belongs to a socket that is gone.
 * Context: as lq_record_find(). At most one atomic allocation.
 */
void lq_record_listen(const struct sock *sk);

/**
 * lq_record_gone() - a listener has stopped listening
 * @sk: its address
 *
 * Context: any but NMI. The record is freed after an RCU grace period.
 */
void lq_record_gone(const struct sock *sk);

/**
 * lq_record_slot() - this CPU's share of a record
 * @record: from lq_record_find()
 *
 * Context: preemption off. At most one atomic allocation.
 * Return: the share, or NULL when memory is short (LQ_LOSS_NO_MEMORY).
 */
struct lq_slot *lq_record_slot(struct lq_record *record);

/**
 * lq_record_slot_of() - the same of a listener, made if there is no record
 * @sk: a TCP socket, alive, but it may have stopped listening just now
 *
 * Context: preemption off. At most two atomic allocations.
 * Return: the share; NULL if there is no record and @sk does not listen any
 * more, the cap is reached (LQ_LOSS_UNRECORDED) or memory is short
 * (LQ_LOSS_NO_MEMORY).
 */
struct lq_slot *lq_record_slot_of(const struct sock *sk);

/**
 * lq_record_sum() - add up all CPUs' shares
 * @record: from lq_record_find()
 * @now: the depths at this moment; peaks are at least these
 * @sums: the result
 *
 * Context: as lq_record_find().
 */
void lq_record_sum(const struct lq_record *record, struct lq_depths now,
		   struct lq_sums *sums);

/**
 * lq_record_waits() - add up all CPUs' histograms of one kind of wait
 * @record: from lq_record_find()
 * @wait: which
 * @waits: the result
 *
 * Context: as lq_record_find().
 * Return: false if no probe tells of such waits.
 */
bool lq_record_waits(const struct lq_record *record, enum lq_wait wait,
		     struct lq_waits *waits);

/**
 * lq_record_flush() - let what has gone get into its netns_sums
 *
 * Context: process, may sleep: waits for an RCU callback of each record that has
 * gone lately.
 * Return: a number that is another one when a record has gone since.
 */
unsigned int lq_record_flush(void);

/**
 * lq_record_sum_namespace() - add up the counts of a namespace's listeners
 * @netns_sums: of the namespace
 * @sums: their counts are added to these, and what nothing tells of them;
 *	nothing else is
 *
 * Context: process, may sleep.
 */
void lq_record_sum_namespace(const struct lq_netns_sums *netns_sums,
			     struct lq_sums *sums);

/* Context: as lq_record_find(). */
struct lq_origin lq_record_origin(const struct lq_record *record);

/**
 * lq_record_sync_begin(), lq_record_sync_keep(), lq_record_sync_end()
 *
 * Make the records match the listeners that there are: begin, keep every
 * listener, end. keep() makes the record that a listener may lack and notes
 * its depths; end() drops the records that nobody kept. Usually there is none
 * to drop: it is for a listen() that failed after it was seen, and for a probe
 * hit that the kernel skipped (kprobes are, while another kprobe's handler
 * runs on that CPU).
 *
 * Context: process, one at a time; keep() in an RCU read section.
 */
void lq_record_sync_begin(void);
void lq_record_sync_keep(const struct sock *sk);
void lq_record_sync_end(void);

/**
 * lq_record_start() - begin to make records
 *
 * Before it no listener gets one: a record that was made while hooks were
 * missing would count what some of them see, and not what the others do.
 *
 * Context: process, when all hooks are planted.
 */
void lq_record_start(void);

/**
 * lq_record_stats() - how many records there are
 * @stats: the result
 *
 * Context: any.
 */
void lq_record_stats(struct lq_record_stats *stats);

#endif /* LQ_RECORD_H */
