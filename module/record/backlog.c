// SPDX-License-Identifier: GPL-2.0-only
/* A small hash table keyed by task. On a collision the older entry is lost. */
#include <linux/hash.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "record/backlog.h"

#define PLACE_BITS 6

struct place {
	const struct task_struct *task;	/* a key, never followed */
	u32 backlog;
};

static DEFINE_RAW_SPINLOCK(backlog_lock);
static struct place places[1 << PLACE_BITS];	/* under backlog_lock */

static struct place *place_of_current(void)
{
	return &places[hash_ptr(current, PLACE_BITS)];
}

void lq_backlog_note(u32 backlog)
{
	struct place *place = place_of_current();
	unsigned long flags;

	raw_spin_lock_irqsave(&backlog_lock, flags);
	place->task = current;
	place->backlog = backlog;
	raw_spin_unlock_irqrestore(&backlog_lock, flags);
}

s64 lq_backlog_take(void)
{
	struct place *place = place_of_current();
	s64 backlog = -1;
	unsigned long flags;

	raw_spin_lock_irqsave(&backlog_lock, flags);
	if (place->task == current) {
		backlog = place->backlog;
		place->task = NULL;
	}
	raw_spin_unlock_irqrestore(&backlog_lock, flags);
	return backlog;
}
