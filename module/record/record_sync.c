// SPDX-License-Identifier: GPL-2.0-only
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/jiffies.h>

#include "record/charge.h"
#include "record/record_private.h"

/*
 * The probe on listen() is hit before the kernel hashes the socket: a record is
 * not stale before this age.
 */
#define SYNC_GRACE	(2 * HZ)

static unsigned int sync_round;
static unsigned long sync_start;	/* jiffies */

unsigned int lq_record_sync_round(void)
{
	return READ_ONCE(sync_round);
}

void lq_record_sync_begin(void)
{
	WRITE_ONCE(sync_round, sync_round + 1);
	sync_start = jiffies;
}

static void charge_parts(struct lq_record *record, const struct sock *sk)
{
	int cpu;

	lq_charge(record, sk);
	/* Pairs with totals_of() in slot.c. */
	lq_charge(smp_load_acquire(&record->shared.totals), sk);
	for_each_possible_cpu(cpu)
		/* Pairs with lq_record_make_slot(). */
		lq_charge(smp_load_acquire(&record->slot[cpu]), sk);
}

/* Charges what has been made since the last time. */
static void charge(struct lq_record *record, const struct sock *sk)
{
	int parts = 1 + atomic_read(&record->parts) +
		    !!READ_ONCE(record->shared.totals);

	if (record->charged == parts)
		return;
	record->charged = parts;
	charge_parts(record, sk);
}

void lq_record_sync_keep(const struct sock *sk)
{
	struct lq_record *record = lq_record_find(sk);

	if (!record)
		record = lq_record_make_now(sk);
	if (!record)
		return;
	record->kept = sync_round;
	lq_peaks_see(&record->shared.peaks, lq_depths_of(sk));
	charge(record, sk);
}

/*
 * Says whether no listener belongs to a record. Missing one sync proves
 * nothing: a socket that listens again can divert the walk to another chain.
 */
static bool is_stale(const struct lq_record *record)
{
	return sync_round - record->kept >= 2 &&
	       time_before(record->born, sync_start - SYNC_GRACE);
}

void lq_record_sync_end(void)
{
	lq_record_remove_stale(is_stale);
}
