// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each reserve is a list that is filled by a work item as soon as a quarter has
 * been taken. A handler must not wake a worker: it raises an interrupt
 * (irq_work), which does.
 *
 * The worker runs on any CPU, and before ordinary programs: what uses a reserve
 * up is a program that listens on thousands of ports in one go, or packets for
 * thousands of listeners.
 */
#include <linux/irq_work.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/workqueue.h>

#include "record/reserve.h"

/* How long to wait when memory is short. */
#define RETRY	(HZ / 10)

/* An object that is set aside. */
struct spare {
	struct spare *next;
};

struct reserve {
	raw_spinlock_t lock;
	struct spare *first;	/* under the lock */
	unsigned int n;		/* changed under the lock */
	unsigned int most;
	size_t size;
	struct kmem_cache *cache;	/* NULL: not made yet */
};

static struct reserve reserves[LQ_NR_RESERVES];

static struct workqueue_struct *queue;
static struct irq_work wake;

static struct spare *pop(struct reserve *reserve)
{
	struct spare *spare;
	unsigned long flags;

	raw_spin_lock_irqsave(&reserve->lock, flags);
	spare = reserve->first;
	if (spare) {
		reserve->first = spare->next;
		WRITE_ONCE(reserve->n, reserve->n - 1);
	}
	raw_spin_unlock_irqrestore(&reserve->lock, flags);
	return spare;
}

static void push(struct reserve *reserve, struct spare *spare)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&reserve->lock, flags);
	spare->next = reserve->first;
	reserve->first = spare;
	WRITE_ONCE(reserve->n, reserve->n + 1);
	raw_spin_unlock_irqrestore(&reserve->lock, flags);
}

static int fill(struct reserve *reserve)
{
	struct spare *spare;

	while (READ_ONCE(reserve->n) < reserve->most) {
		spare = kmem_cache_zalloc(reserve->cache,
					  GFP_KERNEL | __GFP_NOWARN);
		if (!spare)
			return -ENOMEM;
		push(reserve, spare);
	}
	return 0;
}

static void refill(struct work_struct *work);
static DECLARE_DELAYED_WORK(refilling, refill);

static void refill(struct work_struct *work)
{
	bool is_short = false;
	int i;

	for (i = 0; i < LQ_NR_RESERVES; i++)
		if (reserves[i].cache && fill(&reserves[i]))
			is_short = true;
	/* It counts as pending until then: handlers do not ask for it. */
	if (is_short)
		queue_delayed_work(queue, &refilling, RETRY);
}

static void wake_worker(struct irq_work *work)
{
	queue_delayed_work(queue, &refilling, 0);
}

static bool is_low(const struct reserve *reserve)
{
	return READ_ONCE(reserve->n) < reserve->most - reserve->most / 4;
}

void *lq_reserve_take(enum lq_reserve_kind kind)
{
	struct reserve *reserve = &reserves[kind];
	struct spare *spare = READ_ONCE(reserve->n) ? pop(reserve) : NULL;

	if (is_low(reserve) && !delayed_work_pending(&refilling))
		irq_work_queue(&wake);
	if (spare)
		spare->next = NULL;
	return spare;
}

void lq_reserve_give(enum lq_reserve_kind kind, void *object)
{
	struct reserve *reserve = &reserves[kind];

	memset(object, 0, reserve->size);
	push(reserve, object);
}

void *lq_reserve_alloc(enum lq_reserve_kind kind)
{
	return kmem_cache_zalloc(reserves[kind].cache,
				 GFP_ATOMIC | __GFP_NOWARN);
}

void lq_reserve_free(enum lq_reserve_kind kind, void *object)
{
	if (object)
		kmem_cache_free(reserves[kind].cache, object);
}

int lq_reserve_add(enum lq_reserve_kind kind, const char *name, size_t size,
		   unsigned int most)
{
	struct reserve *reserve = &reserves[kind];

	raw_spin_lock_init(&reserve->lock);
	reserve->size = size;
	reserve->most = most;
	reserve->cache = kmem_cache_create(name, size, 0, SLAB_HWCACHE_ALIGN,
					   NULL);
	return reserve->cache ? fill(reserve) : -ENOMEM;
}

int lq_reserve_init(void)
{
	init_irq_work(&wake, wake_worker);
	queue = alloc_workqueue("listenq", WQ_UNBOUND | WQ_HIGHPRI, 1);
	return queue ? 0 : -ENOMEM;
}

static void empty(struct reserve *reserve)
{
	struct spare *spare;

	while ((spare = pop(reserve)))
		kmem_cache_free(reserve->cache, spare);
	kmem_cache_destroy(reserve->cache);
}

void lq_reserve_uninit(void)
{
	int i;

	irq_work_sync(&wake);
	cancel_delayed_work_sync(&refilling);
	destroy_workqueue(queue);
	for (i = 0; i < LQ_NR_RESERVES; i++)
		if (reserves[i].cache)
			empty(&reserves[i]);
}
