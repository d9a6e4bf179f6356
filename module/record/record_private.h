/* SPDX-License-Identifier: GPL-2.0-only */
/* The record itself, for record.c, record_*.c, episode.c and client.c only. */
#ifndef LQ_RECORD_PRIVATE_H
#define LQ_RECORD_PRIVATE_H

#include <linux/types.h>

#include "record/record.h"
#include "record/slot.h"

struct lq_trouble;

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
	atomic_t parts;			/* slots made, and totals */
	int charged;			/* parts that have been charged */
	u32 netns;			/* inode number of the namespace */
	u16 clients;			/* client.c sets it; 0: none yet */
	struct lq_trouble *trouble;	/* episode.c makes and frees it */
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

/* How many records have been removed; see record_slot.c. */
extern unsigned long lq_nr_removals;

/**
 * lq_record_get() - find the record of a listener, or make it
 * @sk: a TCP socket, alive; it may just have stopped listening
 *
 * Context: any but NMI, preemption off. Takes a raw spinlock with interrupts
 * off if the listener has no record.
 * Return: the record, valid until preemption is on; NULL if it cannot have one.
 */
struct lq_record *lq_record_get(const struct sock *sk);

/**
 * lq_record_note_local() - note the address of a listener
 * @record: its record
 * @sk: the listener
 *
 * Context: any but NMI, preemption off. Takes a raw spinlock with interrupts
 * off.
 */
void lq_record_note_local(struct lq_record *record, const struct sock *sk);

/**
 * lq_record_make_slot() - make the slot of this CPU
 * @record: the record
 * @place: where it is kept in the record
 *
 * The slow path of lq_record_slot().
 *
 * Context: any but NMI, preemption off. Takes a raw spinlock with interrupts
 * off.
 * Return: as lq_record_slot().
 */
struct lq_slot *lq_record_make_slot(struct lq_record *record,
				    struct lq_slot **place);

/**
 * lq_record_start_slots() - begin to make slots, and to compare the kernel's
 *	counters with ours
 *
 * Context: process, may sleep, when all hooks are planted.
 */
void lq_record_start_slots(void);

/**
 * lq_record_make_now() - make the record of a listener that has none
 * @sk: the listener, alive
 *
 * Context: process, in an RCU read section. Takes raw spinlocks and allocates.
 * Return: the record; NULL if the listener may not have one, or memory is short.
 */
struct lq_record *lq_record_make_now(const struct sock *sk);

/**
 * lq_record_remove_stale() - remove records
 * @is_stale: says which; called with a raw spinlock held and interrupts off
 *
 * Context: process, may sleep.
 */
void lq_record_remove_stale(bool (*is_stale)(const struct lq_record *record));

/**
 * lq_record_sync_round() - get the number of the comparison of records and
 *	listeners that was begun last
 *
 * Context: any.
 * Return: the number.
 */
unsigned int lq_record_sync_round(void);

/**
 * lq_record_run_from() - find the beginning of the current run of drops and
 *	cookies
 * @record: the record
 * @after: jiffies: a run that began before belongs to the past; 0: all count
 *
 * Context: as lq_record_add_slots().
 * Return: the beginning on the CPU where it began first, in jiffies; 0 if there
 * is none.
 */
unsigned long lq_record_run_from(const struct lq_record *record,
				 unsigned long after);

/**
 * lq_record_peak_since() - raise a peak to the depths seen in the latest spans
 * @record: the record
 * @from: lq_span_now() of the first of these spans
 * @peak: the peak
 *
 * Context: as lq_record_add_slots().
 */
void lq_record_peak_since(const struct lq_record *record, u32 from,
			  struct lq_depths *peak);

/**
 * lq_record_local() - get the address of a listener that may have closed
 * @record: its record
 *
 * Context: as lq_record_add_slots().
 * Return: the address; port 0 if it received no packet.
 */
struct lq_listening lq_record_local(const struct lq_record *record);

#endif /* LQ_RECORD_PRIVATE_H */
