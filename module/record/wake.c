// SPDX-License-Identifier: GPL-2.0-only
/*
 * A handler may run where the lock of a run queue or of a workqueue is held
 * later, and takes no such lock itself: an irq_work, which needs none, does.
 */
#include <linux/irq_work.h>

#include "record/wake.h"

bool lq_awake __read_mostly = true;	/* before the first run of the worker */

static struct irq_work waking;
static void (*wake_worker)(void);

static void on_wake(struct irq_work *unused)
{
	wake_worker();
}

void lq_wake_now(void)
{
	WRITE_ONCE(lq_awake, true);
	irq_work_queue(&waking);
}

bool lq_wake_sleep(void)
{
	return xchg(&lq_awake, false);
}

void lq_wake_stay(void)
{
	WRITE_ONCE(lq_awake, true);
}

void lq_wake_init(void (*wake)(void))
{
	wake_worker = wake;
	init_irq_work(&waking, on_wake);
}

void lq_wake_uninit(void)
{
	irq_work_sync(&waking);
}
