/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Records: what is remembered of a listener, keyed by the address of its struct
 * sock. The probes write records and the tables read them.
 */
#ifndef LQ_RECORD_H
#define LQ_RECORD_H

#include <linux/types.h>

#include "record/column.h"
#include "record/slot.h"

struct lq_netns_sums;
struct lq_record;
struct sock;

/* What a record holds besides its sums. */
struct lq_origin {
	unsigned long listened_at;	/* lq_moment(); 0: before the module was loaded */
	u32 synq;			/* half-open connections left from before listen() */
	u32 acceptq;			/* depth when the record was made */
	s64 backlog_asked;		/* -1: unknown; changes at the next listen() */
};

/* The number of records. */
struct lq_record_stats {
	u32 records;		/* now */
	u32 cap;		/* at most */
};

/**
 * lq_record_init() - allocate the table of records
 * @cap: number of records at most, 1 to LQ_RECORD_CAP_MAX
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lq_record_init(unsigned int cap);
#define LQ_RECORD_CAP_MAX	1048576U

/**
 * lq_record_uninit() - free all records
 *
 * Context: process, may sleep: waits for RCU callbacks; after the probes and
 * the files.
 */
void lq_record_uninit(void);

/**
 * lq_record_find() - find the record of a listener
 * @sk: the listener; only its address is used
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes no
 * lock.
 * Return: the record, valid until the end of that section; or NULL.
 */
struct lq_record *lq_record_find(const struct sock *sk);

/**
 * lq_record_find_mptcp() - find the record of an MPTCP listener
 * @inode: inode number of its socket
 *
 * The queues of an MPTCP listener belong to a TCP socket inside the kernel,
 * while accept() names the MPTCP socket. The two have the same inode number
 * (net/mptcp/subflow.c, mptcp_subflow_create_socket()).
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes no
 * lock.
 * Return: the record, valid until the end of that section; or NULL.
 */
struct lq_record *lq_record_find_mptcp(unsigned long inode);

/**
 * lq_record_relisten() - record a listen() on a socket that listens already
 * @sk: the socket
 * @granted: its backlog from now on
 *
 * Context: process, preemption off. Takes a raw spinlock with interrupts off.
 */
void lq_record_relisten(const struct sock *sk, u32 granted);

/**
 * lq_record_listen() - make a record of a socket that is about to listen
 * @sk: a TCP socket, not listening yet
 *
 * Any record already stored under this address belongs to a freed socket: it is
 * removed.
 *
 * Context: process, preemption off. Takes a raw spinlock with interrupts off.
 */
void lq_record_listen(const struct sock *sk);

/**
 * lq_record_gone() - remove the record of a listener that has stopped listening
 * @sk: the listener; only its address is used
 *
 * The record is freed after RCU grace periods, its counts are then added to the
 * sums of its namespace.
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes a
 * raw spinlock with interrupts off.
 */
void lq_record_gone(const struct sock *sk);

/**
 * lq_record_slot() - get the slot of this CPU, and make it if necessary
 * @record: from lq_record_find()
 *
 * Context: any but NMI, preemption off. Takes a raw spinlock with interrupts off
 * at the first event of this CPU, otherwise no lock.
 * Return: the slot, valid as long as the record; or NULL if the reserve is used
 * up, which is counted as LQ_LOSS_NO_MEMORY.
 */
struct lq_slot *lq_record_slot(struct lq_record *record);

/**
 * lq_record_slot_known() - get the slot of this CPU of a listener that has a
 *	record
 * @sk: the listener; only its address is used
 *
 * Remembers the last one, as programs accept connections of one listener.
 *
 * Context: process, preemption off; otherwise as lq_record_slot().
 * Return: the slot; NULL if there is no record, or the reserve is used up.
 */
struct lq_slot *lq_record_slot_known(const struct sock *sk);

/**
 * lq_record_slot_of() - get the slot of a listener on this CPU, and make record
 *	and slot if necessary
 * @sk: a TCP socket, alive; it may just have stopped listening
 *
 * Context: softirqs off. Takes no lock if the listener has a record and a slot for
 * this CPU; otherwise raw spinlocks with interrupts off.
 * Return: the slot; NULL if @sk does not listen any more, the cap is reached
 * (LQ_LOSS_UNRECORDED) or a reserve is used up (LQ_LOSS_NO_MEMORY).
 */
struct lq_slot *lq_record_slot_of(const struct sock *sk);

/**
 * lq_record_sum() - add up the slots of all CPUs
 * @record: from lq_record_find()
 * @now: the depths at this moment, which the peaks include
 * @sums: the result
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes no
 * lock.
 */
void lq_record_sum(const struct lq_record *record, struct lq_depths now,
		   struct lq_sums *sums);

/**
 * lq_record_accepted() - add up one count of all CPUs: accepted connections
 * @record: from lq_record_find()
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes no
 * lock.
 * Return: their number.
 */
u64 lq_record_accepted(const struct lq_record *record);

/**
 * lq_record_waits() - add up the histograms of all CPUs
 * @record: from lq_record_find()
 * @wait: the kind of wait
 * @waits: the result
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes no
 * lock.
 * Return: false if such waits are unknown because a probe is missing.
 */
bool lq_record_waits(const struct lq_record *record, enum lq_wait wait,
		     struct lq_waits *waits);

/**
 * lq_record_flush() - wait until the counts of removed records have been added
 *	to the sums of their namespaces
 *
 * Context: process, may sleep: waits for RCU callbacks if there are such
 * records.
 * Return: a generation number, which changes whenever a record is removed.
 */
unsigned int lq_record_flush(void);

/**
 * lq_record_sum_namespace() - add up the counts of all records of a namespace
 * @netns_sums: the sums of the namespace, which identify it
 * @sums: the counts and the set of unknown counts are added to these
 *
 * Context: process, may sleep.
 */
void lq_record_sum_namespace(const struct lq_netns_sums *netns_sums,
			     struct lq_sums *sums);

/**
 * lq_record_origin() - get what a record holds besides its sums
 * @record: from lq_record_find()
 *
 * Context: any but NMI, in an RCU read section or with preemption off.
 * Return: a copy.
 */
struct lq_origin lq_record_origin(const struct lq_record *record);

/**
 * lq_record_sync_begin() - begin to compare the records with the listeners
 *
 * Must be followed by lq_record_sync_keep() for every listener, and by
 * lq_record_sync_end().
 *
 * Context: process, one at a time.
 */
void lq_record_sync_begin(void);

/**
 * lq_record_sync_keep() - keep the record of a listener, or make it
 * @sk: the listener, alive
 *
 * Notes how deep the queues are.
 *
 * Context: process, in an RCU read section. May take raw spinlocks and
 * allocate.
 */
void lq_record_sync_keep(const struct sock *sk);

/**
 * lq_record_sync_end() - remove the records that were not kept twice in a row
 *
 * Usually there are none: they belong to a listen() that failed after its
 * probe, or to a listener whose end was missed, because the kernel skips a
 * kprobe while the handler of another one runs on the CPU.
 *
 * Context: process, may sleep.
 */
void lq_record_sync_end(void);

/**
 * lq_record_start() - begin to make records
 *
 * Before it no listener gets one: a record that was made while hooks were
 * missing would count what some of them see, and not what the others do. The
 * kernel's counters are compared with ours from here on.
 *
 * Context: process, may sleep, when all hooks are planted.
 */
void lq_record_start(void);

/**
 * lq_record_stats() - count the records
 * @stats: the result
 *
 * Context: any.
 */
void lq_record_stats(struct lq_record_stats *stats);

#endif /* LQ_RECORD_H */
