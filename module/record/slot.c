// SPDX-License-Identifier: GPL-2.0-only
/*
 * A softirq may interrupt a handler that runs in process context. The two never
 * update the same count; depths are updated with interrupts off.
 */
#include <linux/jiffies.h>
#include <linux/ktime.h>

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
	};

	return BIT_ULL(column[count]);
}

void lq_depths_raise(struct lq_depths *peak, struct lq_depths seen)
{
	if (seen.synq > peak->synq)
		WRITE_ONCE(peak->synq, seen.synq);
	if (seen.acceptq > peak->acceptq)
		WRITE_ONCE(peak->acceptq, seen.acceptq);
}

static u16 place_of(u32 span)
{
	return BIT(span % LQ_NR_SPANS);
}

/*
 * Makes @now the newest span; spans that have begun since replace the oldest.
 */
static void move_window(struct lq_window *window, u32 now)
{
	u32 begun = min_t(u32, now - window->newest, LQ_NR_SPANS);
	u16 seen = window->seen;

	for (; begun; begun--)
		seen &= ~place_of(now - begun + 1);
	WRITE_ONCE(window->seen, seen);
	/*
	 * Published after seen: a reader must not take old depths for new ones.
	 */
	smp_store_release(&window->newest, now);
}

static void see_in_window(struct lq_window *window, struct lq_depths seen,
			  u32 now)
{
	struct lq_depths *peak;

	/* A softirq interrupted since the clock was read, in a new span. */
	if (unlikely(window->newest == now + 1))
		now++;
	if (window->newest != now)
		move_window(window, now);
	peak = &window->peak[now % LQ_NR_SPANS];
	if (likely(window->seen & place_of(now))) {
		lq_depths_raise(peak, seen);
		return;
	}
	WRITE_ONCE(peak->synq, seen.synq);
	WRITE_ONCE(peak->acceptq, seen.acceptq);
	/* Published after the depths, for the same reason. */
	smp_store_release(&window->seen, window->seen | place_of(now));
}

void lq_slot_see_peak(struct lq_slot *slot, struct lq_depths seen, u32 now)
{
	unsigned long flags;

	local_irq_save(flags);
	lq_depths_raise(&slot->peak, seen);
	see_in_window(&slot->window, seen, now);
	local_irq_restore(flags);
}

/* Carries one into the high part. Interrupts off: a softirq may do so too. */
static noinline void carry(struct lq_slot *slot, enum lq_wait wait,
			   unsigned int i)
{
	unsigned long flags;

	local_irq_save(flags);
	raw_write_seqcount_begin(&slot->moving);
	WRITE_ONCE(slot->waited[wait][i], 0);
	WRITE_ONCE(slot->waited_high[wait][i], slot->waited_high[wait][i] + 1);
	raw_write_seqcount_end(&slot->moving);
	local_irq_restore(flags);
}

void lq_slot_wait(struct lq_slot *slot, enum lq_wait wait, u64 since)
{
	u32 *waited = slot->waited[wait];
	u64 now = ktime_get_ns() / NSEC_PER_USEC;
	unsigned int i = since && since <= now ? lq_hist_bucket(now - since) :
						 LQ_HIST_UNKNOWN;

	if (likely(waited[i] != U32_MAX))
		WRITE_ONCE(waited[i], waited[i] + 1);
	else
		carry(slot, wait, i);
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

void lq_slot_cookie(struct lq_slot *slot, unsigned long moment)
{
	moment = nonzero(moment);
	if (!slot->cookies_at || moment - slot->cookies_at > COOKIES_RUN)
		WRITE_ONCE(slot->cookies_from, moment);
	if (slot->cookies_at != moment)
		WRITE_ONCE(slot->cookies_at, moment);
}

void lq_slot_dropped(struct lq_slot *slot, unsigned long moment)
{
	latest(&slot->dropped_at, nonzero(moment));
}

void lq_sums_dropped(struct lq_sums *sums, unsigned long moment)
{
	latest(&sums->dropped_at, nonzero(moment));
}

/* Begins a run of cookies if the sums have none. */
void lq_sums_cookie(struct lq_sums *sums, unsigned long moment)
{
	if (!sums->cookies_from && jiffies - moment <= COOKIES_RUN)
		sums->cookies_from = nonzero(moment);
}

static struct lq_depths depths_read(const struct lq_depths *depths)
{
	return (struct lq_depths){
		.synq = READ_ONCE(depths->synq),
		.acceptq = READ_ONCE(depths->acceptq),
	};
}

static void add_depths(struct lq_sums *sums, const struct lq_slot *slot)
{
	const struct lq_window *window = &slot->window;
	/* Pairs with move_window(). */
	u32 newest = smp_load_acquire(&window->newest);
	/* Pairs with see_in_window(). */
	u16 seen = smp_load_acquire(&window->seen);
	u32 now = lq_span_now(), span;

	lq_depths_raise(&sums->peak, depths_read(&slot->peak));
	for (span = newest; newest - span < LQ_NR_SPANS; span--)
		if (now - span < LQ_NR_SPANS && (seen & place_of(span)))
			lq_depths_raise(&sums->peak60,
					depths_read(&window->peak[span % LQ_NR_SPANS]));
}

static void add_moments(struct lq_sums *sums, const struct lq_slot *slot)
{
	unsigned long from = READ_ONCE(slot->cookies_from);
	unsigned long at = READ_ONCE(slot->cookies_at);

	latest(&sums->accepted_at, READ_ONCE(slot->accepted_at));
	latest(&sums->dropped_at, READ_ONCE(slot->dropped_at));
	if (at && jiffies - at <= COOKIES_RUN &&
	    (!sums->cookies_from || time_before(from, sums->cookies_from)))
		sums->cookies_from = from;
}

void lq_sums_add(struct lq_sums *sums, const struct lq_slot *slot)
{
	add_depths(sums, slot);
	add_moments(sums, slot);
}

static u64 read_count(const struct lq_slot *slot, enum lq_wait wait,
		      unsigned int i)
{
	unsigned int seq;
	u64 count;

	do {
		seq = raw_read_seqcount_begin(&slot->moving);
		count = (u64)READ_ONCE(slot->waited_high[wait][i]) << 32 |
			READ_ONCE(slot->waited[wait][i]);
	} while (read_seqcount_retry(&slot->moving, seq));
	return count;
}

void lq_waits_add(struct lq_waits *waits, const struct lq_slot *slot,
		  enum lq_wait wait)
{
	unsigned int i;

	for (i = 0; i < LQ_HIST_COUNTS; i++)
		waits->count[i] += read_count(slot, wait, i);
}
