// SPDX-License-Identifier: GPL-2.0-only
/*
 * Only its own CPU writes a slot. Softirqs may interrupt a handler that runs in
 * process context: the two count different things, and depths are updated with
 * interrupts off.
 */
#include <linux/irqflags.h>
#include <linux/ktime.h>
#include <net/inet_connection_sock.h>

#include "slot.h"

u32 lq_span_now(void)
{
	return (u32)(ktime_get_seconds() >> LQ_SPAN_SHIFT);
}

struct lq_depths lq_depths_of(const struct sock *sk)
{
	return (struct lq_depths){
		/* Below zero after an RST to a migrated request (6.1 on). */
		.synq = max(inet_csk_reqsk_queue_len(sk), 0),
		.acceptq = READ_ONCE(sk->sk_ack_backlog),
	};
}

void lq_depths_raise(struct lq_depths *peak, struct lq_depths seen)
{
	if (seen.synq > peak->synq)
		WRITE_ONCE(peak->synq, seen.synq);
	if (seen.acceptq > peak->acceptq)
		WRITE_ONCE(peak->acceptq, seen.acceptq);
}

void lq_slot_see(struct lq_slot *slot, struct lq_depths seen)
{
	u32 now = lq_span_now();
	struct lq_span *span = &slot->span[now % LQ_NR_SPANS];
	unsigned long flags;

	local_irq_save(flags);
	lq_depths_raise(&slot->peak, seen);
	if (likely(span->number == now)) {
		lq_depths_raise(&span->peak, seen);
	} else {
		WRITE_ONCE(span->peak.synq, seen.synq);
		WRITE_ONCE(span->peak.acceptq, seen.acceptq);
		/* Last: a reader must not take the old depths for new ones. */
		smp_store_release(&span->number, now);
	}
	local_irq_restore(flags);
}

static struct lq_depths depths_read(const struct lq_depths *depths)
{
	return (struct lq_depths){
		.synq = READ_ONCE(depths->synq),
		.acceptq = READ_ONCE(depths->acceptq),
	};
}

void lq_sums_add(struct lq_sums *sums, const struct lq_slot *slot)
{
	u32 now = lq_span_now();
	int i;

	for (i = 0; i < LQ_NR_COUNTS; i++)
		sums->count[i] += READ_ONCE(slot->count[i]);
	lq_depths_raise(&sums->peak, depths_read(&slot->peak));
	for (i = 0; i < LQ_NR_SPANS; i++) {
		const struct lq_span *span = &slot->span[i];

		if (now - smp_load_acquire(&span->number) < LQ_NR_SPANS)
			lq_depths_raise(&sums->peak60, depths_read(&span->peak));
	}
}
