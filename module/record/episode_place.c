// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lock protects the places from readers and from the RCU callback that ends
 * the episodes of a record.
 */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "record/episode.h"
#include "record/episode_place.h"
#include "record/netns_sums.h"
#include "record/record_private.h"

DEFINE_RAW_SPINLOCK(lq_episode_lock);
/* All of these are changed under the lock. */
static struct lq_episode *places;
static unsigned int max_places, max_closed;
static unsigned int nr_places, nr_closed;
static u64 nr_begun, nr_lost;

/* Finds the oldest episode that is over and, if given, of a namespace. */
static struct lq_episode *oldest(bool closed, u64 net_id)
{
	struct lq_episode *found = NULL, *one;
	enum lq_episode_state state = closed ? LQ_EPISODE_CLOSED :
					       LQ_EPISODE_OVER;

	for (one = places; one < places + max_places; one++)
		if (one->state == state &&
		    (!net_id || one->net_id == net_id) &&
		    (!found || one->serial < found->serial))
			found = one;
	return found;
}

static void free_place(struct lq_episode *one)
{
	nr_closed -= one->state == LQ_EPISODE_CLOSED;
	nr_places--;
	one->state = LQ_EPISODE_NONE;
}

/* Frees the oldest episode of a listener that has as many as are kept. */
static void forget_own(const struct lq_record *record)
{
	struct lq_episode *found = NULL, *one;
	unsigned int n = 0;

	for (one = places; one < places + max_places; one++) {
		if (one->state != LQ_EPISODE_OVER || one->owner != record)
			continue;
		n++;
		if (!found || one->serial < found->serial)
			found = one;
	}
	if (n >= LQ_EPISODES_EACH)
		free_place(found);
}

/*
 * Frees the oldest episode of @net_id if that namespace has more than half
 * of all, otherwise the oldest: nobody can wash out those of the others.
 */
static void make_room(bool closed, u64 net_id)
{
	struct lq_episode *victim, *one;
	unsigned int own = 0;

	for (one = places; one < places + max_places; one++)
		own += one->state && one->net_id == net_id;
	victim = own > max_places / 2 ? oldest(closed, net_id) : NULL;
	if (!victim)
		victim = oldest(closed, 0);
	if (!victim)
		return;
	free_place(victim);
	nr_lost++;
}

static struct lq_episode *free_one(void)
{
	struct lq_episode *one;

	for (one = places; one < places + max_places; one++)
		if (!one->state)
			return one;
	return NULL;
}

struct lq_episode *lq_episode_of(const struct lq_record *record, u64 serial)
{
	struct lq_episode *one;

	for (one = places; one < places + max_places; one++)
		if (one->state && one->serial == serial &&
		    one->owner == record)
			return one;
	return NULL;
}

struct lq_episode *lq_episode_take_place(struct lq_record *record)
{
	struct lq_episode *one;

	forget_own(record);
	if (nr_places - nr_closed >= max_places - max_closed)
		make_room(false, lq_netns_sums_id(record->netns_sums));
	if (nr_places - nr_closed >= max_places - max_closed) {
		nr_lost++;
		return NULL;
	}
	one = free_one();
	nr_places++;
	*one = (struct lq_episode){
		.serial = ++nr_begun,
		.net_id = lq_netns_sums_id(record->netns_sums),
		.owner = record,
		.state = LQ_EPISODE_GOES_ON,
	};
	return one;
}

static void close_one(struct lq_episode *one)
{
	if (nr_closed >= max_closed)
		make_room(true, one->net_id);
	one->state = LQ_EPISODE_CLOSED;
	one->owner = NULL;
	nr_closed++;
}

void lq_episode_close_places(const struct lq_record *record)
{
	struct lq_episode *one;

	for (one = places; one < places + max_places; one++)
		if (one->state && one->owner == record)
			close_one(one);
}

bool lq_episode_read(unsigned int i, struct lq_episode *copy)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lq_episode_lock, flags);
	*copy = places[i];
	raw_spin_unlock_irqrestore(&lq_episode_lock, flags);
	return copy->state;
}

unsigned int lq_episode_max(void)
{
	return max_places;
}

unsigned int lq_episode_kept(void)
{
	return READ_ONCE(nr_places);
}

u64 lq_episode_lost(void)
{
	unsigned long flags;
	u64 lost;

	raw_spin_lock_irqsave(&lq_episode_lock, flags);
	lost = nr_lost;
	raw_spin_unlock_irqrestore(&lq_episode_lock, flags);
	return lost;
}

int lq_episode_init(unsigned int max)
{
	places = kvcalloc(max, sizeof(*places), GFP_KERNEL);
	if (!places)
		return -ENOMEM;
	max_places = max;
	max_closed = max / 4;
	return 0;
}

void lq_episode_uninit(void)
{
	unsigned int i;

	for (i = 0; i < max_places; i++)
		if (places[i].state)
			free_place(&places[i]);
	kvfree(places);
}
