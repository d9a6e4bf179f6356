// SPDX-License-Identifier: GPL-2.0-only
#include <linux/jiffies.h>
#include <linux/workqueue.h>

#include "kernel/walk.h"
#include "record/episode.h"
#include "record/record.h"
#include "record/wake.h"
#include "sync.h"

#define PERIOD		(10 * HZ)
#define PERIOD_AWAKE	HZ

static void sync_work(struct work_struct *work);
static DECLARE_DELAYED_WORK(next_sync, sync_work);
static unsigned long records_due;	/* jiffies */
static bool is_over;

static void keep(struct lq_walk *walk, const struct sock *sk)
{
	lq_record_sync_keep(sk);
}

static void sync_records(void)
{
	struct lq_walk walk = { .visit = keep };

	if (time_before(jiffies, records_due))
		return;
	records_due = jiffies + PERIOD;
	lq_record_sync_begin();
	if (!lq_walk_listeners(&walk))
		lq_record_sync_end();
}

/*
 * Runs once more a second after it was woken, so at most once a second, and as
 * long as an episode goes on.
 */
static void sync_work(struct work_struct *work)
{
	static bool stayed;	/* awake since the last run: nobody woke it */
	bool awake = lq_wake_sleep() && !stayed;

	sync_records();
	awake |= lq_episode_look();
	stayed = awake;
	if (awake)
		lq_wake_stay();
	/* On whatever CPU is idle: with many listeners it takes a while. */
	queue_delayed_work(system_dfl_wq, &next_sync,
			   awake ? PERIOD_AWAKE : PERIOD);
}

static void wake(void)
{
	if (!READ_ONCE(is_over))
		mod_delayed_work(system_dfl_wq, &next_sync, 0);
}

void lq_sync_prepare(void)
{
	lq_wake_init(wake);
}

void lq_sync_init(void)
{
	records_due = jiffies;
	sync_work(NULL);
}

void lq_sync_uninit(void)
{
	WRITE_ONCE(is_over, true);
	lq_wake_uninit();	/* one that has not seen is_over is done now */
	cancel_delayed_work_sync(&next_sync);
}
