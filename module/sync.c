// SPDX-License-Identifier: GPL-2.0-only
#include <linux/workqueue.h>

#include "kernel/walk.h"
#include "record/record.h"
#include "sync.h"

#define PERIOD (10 * HZ)

static void sync_work(struct work_struct *work);
static DECLARE_DELAYED_WORK(next_sync, sync_work);

static void keep(struct lq_walk *walk, const struct sock *sk)
{
	lq_record_sync_keep(sk);
}

static void sync_work(struct work_struct *work)
{
	struct lq_walk walk = { .visit = keep };

	lq_record_sync_begin();
	if (!lq_walk_listeners(&walk))
		lq_record_sync_end();
	/* On whatever CPU is idle: with many listeners it takes a while. */
	queue_delayed_work(system_dfl_wq, &next_sync, PERIOD);
}

void lq_sync_init(void)
{
	sync_work(NULL);
}

void lq_sync_uninit(void)
{
	cancel_delayed_work_sync(&next_sync);
}
