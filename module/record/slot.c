// SPDX-License-Identifier: GPL-2.0-only
/*
 * A softirq may interrupt a handler that runs in process context. The two never
 * update the same count.
 */
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/limits.h>
#include <linux/processor.h>

#include "record/loss.h"
#include "record/reserve.h"
#include "record/slot.h"

/* A run of cookies ends when none has been sent for this long. */
#define COOKIES_RUN	(60 * HZ)

#define COLUMN_OF(name, kind, ...) LQ_IF_COUNT(kind)( \
	[LQ_COUNT_##name] = LQ_COL_##name, \
)

lq_columns lq_count_column(unsigned int count)
{
	static const u8 column[LQ_NR_COUNTS] = {
		LQ_LISTENER_COLUMNS(COLUMN_OF)
		[LQ_COUNT_wanted_cookie] = LQ_COL_cookies,
		[LQ_COUNT_cookies_valid] = LQ_COL_cookie_other,
		[LQ_COUNT_extra_child] = LQ_COL_ack_other,
		[LQ_COUNT_expired_undone] = LQ_COL_expired,
		[LQ_COUNT_clients_syn] = LQ_COL_syn_other,
		[LQ_COUNT_clients_ack] = LQ_COL_ack_other,
		[LQ_COUNT_clients_syn_unknown] = LQ_COL_syn_other,
		[LQ_COUNT_clients_ack_unknown] = LQ_COL_ack_other,
	};

	return BIT_ULL(column[count]);
}

/* Returns the totals, and makes them if necessary; NULL if there is no memory. */
static struct lq_totals *totals_of(struct lq_shared *shared)
{
	struct lq_totals *totals = READ_ONCE(shared->totals), *new;

	if (likely(totals))
		return totals;
	new = lq_reserve_take(LQ_RESERVE_TOTALS);
	if (!new)
		return NULL;
	totals = cmpxchg(&shared->totals, NULL, new);
	if (!totals)
		return new;
	lq_reserve_give(LQ_RESERVE_TOTALS, new);
	return totals;
}

/* A reader must see neither both what was moved and what was not, nor neither. */
static void begin_move(struct lq_shared *shared)
{
	atomic_inc(&shared->moves_begun);
	smp_mb__after_atomic();	/* pairs with lq_shared_retry() */
}

static void end_move(struct lq_shared *shared)
{
	smp_mb__before_atomic();	/* pairs with lq_shared_begin() */
	atomic_inc(&shared->moves_ended);
}

int lq_shared_begin(const struct lq_shared *shared)
{
	int begun;

	do {
		int ended = atomic_read_acquire(&shared->moves_ended);

		begun = atomic_read_acquire(&shared->moves_begun);
		if (likely(begun == ended))
			return begun;
		cpu_relax();
	} while (true);
}

bool lq_shared_retry(const struct lq_shared *shared, int begun)
{
	smp_rmb();	/* after all that was read */
	return atomic_read(&shared->moves_begun) != begun;
}

/* Moves with interrupts off, so that no reader waits for a softirq. */
void lq_slot_move(struct lq_slot *slot, unsigned int count)
{
	struct lq_totals *totals = totals_of(slot->shared);
	unsigned long flags;

	if (unlikely(!totals)) {
		if (slot->count[count] == U16_MAX) {
			WRITE_ONCE(slot->count[count], U16_MAX - 1);
			lq_loss_note(LQ_LOSS_NO_MEMORY);
		}
		return;
	}
	local_irq_save(flags);
	begin_move(slot->shared);
	atomic64_add(slot->count[count], &totals->count[count]);
	WRITE_ONCE(slot->count[count], 0);
	end_move(slot->shared);
	local_irq_restore(flags);
}

/* As lq_slot_move(). */
void lq_slot_move_waited(struct lq_slot *slot, enum lq_wait wait,
			 unsigned int i)
{
	struct lq_totals *totals = totals_of(slot->shared);
	u8 *waited = &slot->waited[wait][i];
	unsigned long flags;

	if (unlikely(!totals)) {
		if (*waited == U8_MAX) {
			WRITE_ONCE(*waited, U8_MAX - 1);
			lq_loss_note(LQ_LOSS_NO_MEMORY);
		}
		return;
	}
	local_irq_save(flags);
	begin_move(slot->shared);
	atomic64_add(*waited, &totals->waited[wait][i]);
	WRITE_ONCE(*waited, 0);
	end_move(slot->shared);
	local_irq_restore(flags);
}

/* Makes a time differ from 0, which stands for never. */
static unsigned long nonzero(unsigned long moment)
{
	return moment ?: 1;
}

static void latest(unsigned long *last, unsigned long moment)
{
	if (moment && (!*last || time_after(moment, *last)))
		WRITE_ONCE(*last, moment);
}

/* Notes where a run begins; called before the moment is noted itself. */
static void note_run(struct lq_slot *slot, unsigned long moment)
{
	unsigned long last = slot->dropped_at;

	latest(&last, slot->cookies_at);
	if (!last || (time_after(moment, last) && moment - last > LQ_RUN))
		WRITE_ONCE(slot->run_from, moment);
}

void lq_slot_cookie(struct lq_slot *slot, unsigned long moment)
{
	moment = nonzero(moment);
	note_run(slot, moment);
	if (!slot->cookies_at || moment - slot->cookies_at > COOKIES_RUN)
		WRITE_ONCE(slot->cookies_from, moment);
	if (slot->cookies_at != moment)
		WRITE_ONCE(slot->cookies_at, moment);
}

void lq_slot_dropped(struct lq_slot *slot, unsigned long moment)
{
	moment = nonzero(moment);
	note_run(slot, moment);
	latest(&slot->dropped_at, moment);
}

void lq_sums_dropped(struct lq_sums *sums, unsigned long moment)
{
	latest(&sums->dropped_at, nonzero(moment));
}

/* Begins a run of cookies if the sums have none. */
void lq_sums_cookie(struct lq_sums *sums, unsigned long moment)
{
	latest(&sums->cookies_at, nonzero(moment));
	if (!sums->cookies_from && jiffies - moment <= COOKIES_RUN)
		sums->cookies_from = nonzero(moment);
}

void lq_sums_add(struct lq_sums *sums, const struct lq_slot *slot)
{
	unsigned long from = READ_ONCE(slot->cookies_from);
	unsigned long at = READ_ONCE(slot->cookies_at);

	latest(&sums->accepted_at, READ_ONCE(slot->accepted_at));
	latest(&sums->dropped_at, READ_ONCE(slot->dropped_at));
	latest(&sums->cookies_at, at);
	if (at && jiffies - at <= COOKIES_RUN &&
	    (!sums->cookies_from || time_before(from, sums->cookies_from)))
		sums->cookies_from = from;
}

u64 lq_shared_total(const struct lq_shared *shared, enum lq_count count)
{
	/* Pairs with totals_of(). */
	const struct lq_totals *totals = smp_load_acquire(&shared->totals);

	return totals ? atomic64_read(&totals->count[count]) : 0;
}

void lq_sums_add_totals(struct lq_sums *sums, const struct lq_shared *shared)
{
	int i;

	if (!READ_ONCE(shared->totals))
		return;
	for (i = 0; i < LQ_NR_COUNTS; i++)
		sums->count[i] += lq_shared_total(shared, i);
}

void lq_waits_add(struct lq_waits *waits, const struct lq_slot *slot,
		  enum lq_wait wait)
{
	unsigned int i;

	for (i = 0; i < LQ_HIST_COUNTS; i++)
		waits->count[i] += READ_ONCE(slot->waited[wait][i]);
}

void lq_waits_add_totals(struct lq_waits *waits, const struct lq_shared *shared,
			 enum lq_wait wait)
{
	/* Pairs with totals_of(). */
	const struct lq_totals *totals = smp_load_acquire(&shared->totals);
	unsigned int i;

	for (i = 0; totals && i < LQ_HIST_COUNTS; i++)
		waits->count[i] += atomic64_read(&totals->waited[wait][i]);
}
