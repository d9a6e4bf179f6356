// SPDX-License-Identifier: GPL-2.0-only
/*
 * By task, in a few places: two tasks that share one make the first of them
 * forget, no more.
 */
#include <linux/hash.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "record/backlog.h"

#define PLACE_BITS 6

struct place {
	const struct task_struct *task;	/* a key, never followed */
	u32 backlog;
};

static DEFINE_RAW_SPINLOCK(asked_lock);
static struct place places[1 << PLACE_BITS];	/* under asked_lock */

static struct place *place_of_current(void)
{
	return &places[hash_ptr(current, PLACE_BITS)];
}

void lq_asked_note(u32 backlog)
{
	struct place *place = place_of_current();
	unsigned long flags;

	raw_spin_lock_irqsave(&asked_lock, flags);
	place->task = current;
	place->backlog = backlog;
	raw_spin_unlock_irqrestore(&asked_lock, flags);
}

s64 lq_asked_take(void)
{
	struct place *place = place_of_current();
	s64 backlog = -1;
	unsigned long flags;

	raw_spin_lock_irqsave(&asked_lock, flags);
	if (place->task == current) {
		backlog = place->backlog;
		place->task = NULL;
	}
	raw_spin_unlock_irqrestore(&asked_lock, flags);
	return backlog;
}
