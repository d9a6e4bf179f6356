// SPDX-License-Identifier: GPL-2.0-only
/*
 * lq_client_fold() takes out the clients that got in, and the lost ones, and
 * counts them for their listener, in a part that the listener got when it first
 * dropped a packet.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "record/client.h"
#include "record/client_private.h"
#include "record/pending.h"
#include "record/record_private.h"

struct bucket *lq_client_buckets;
unsigned int lq_client_nr_buckets;
struct part *lq_client_parts;
u16 lq_client_first_unused;
DEFINE_RAW_SPINLOCK(lq_client_parts_lock);
struct forgotten __percpu *lq_client_forgotten;
siphash_key_t lq_client_secret __read_mostly;
DEFINE_PER_CPU(u64, lq_client_added);

static bool has_closed;			/* a part waits for recycle_parts() */
static DEFINE_MUTEX(folding);
static unsigned int nr_remembered;

static u64 forgotten_of(unsigned int part, enum lq_client_packet packet)
{
	u32 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(lq_client_forgotten,
					     cpu)->of[part][packet]);
	return sum;
}

static void count_late(struct sums *sums, u32 delay)
{
	u64 us = jiffies64_to_nsecs(delay) / NSEC_PER_USEC;

	sums->late_min = sums->late ? min(sums->late_min, us) : us;
	sums->late_max = max(sums->late_max, us);
	sums->late++;
	sums->delay[lq_hist_bucket(us)]++;
}

static void settle(const struct client *one)
{
	struct part *part = &lq_client_parts[one->part];
	unsigned long flags;

	raw_spin_lock_irqsave(&lq_client_parts_lock, flags);
	if (part->state == USED && one->state == CAME_BACK)
		count_late(&part->of[one->packet], one->at);
	else if (part->state == USED)
		part->of[one->packet].lost++;
	raw_spin_unlock_irqrestore(&lq_client_parts_lock, flags);
}

static bool is_settled(const struct client *one, u32 now)
{
	return one->state == CAME_BACK ||
	       lq_client_parts[one->part].state != USED ||
	       now - one->at > LQ_CLIENT_LOST_S * HZ;
}

/* Takes the settled clients out of a bucket; returns how many are left. */
static unsigned int fold_bucket(struct bucket *bucket)
{
	struct client settled[PER_BUCKET], *one;
	unsigned int n = 0, left = 0;
	unsigned long flags;

	raw_spin_lock_irqsave(&bucket->lock, flags);
	for (one = bucket->client; one < bucket->client + PER_BUCKET; one++) {
		if (one->state == FREE)
			continue;
		if (!is_settled(one, jiffies)) {
			left++;
			continue;
		}
		settled[n++] = *one;
		one->state = FREE;
	}
	raw_spin_unlock_irqrestore(&bucket->lock, flags);
	while (n)
		settle(&settled[--n]);
	return left;
}

/*
 * Gives the parts of closed listeners back, a fold after they were closed: no
 * client in the table is theirs then.
 */
static void recycle_parts(void)
{
	unsigned long flags;
	unsigned int i, packet;

	WRITE_ONCE(has_closed, false);
	for (i = 1; i < NR_PARTS; i++) {
		if (READ_ONCE(lq_client_parts[i].state) < CLOSED)
			continue;
		raw_spin_lock_irqsave(&lq_client_parts_lock, flags);
		if (lq_client_parts[i].state == CLOSED) {
			lq_client_parts[i].state = CLEARED;
			WRITE_ONCE(has_closed, true);
		} else {
			lq_client_parts[i] = (struct part){
				.next = lq_client_first_unused,
			};
			for (packet = 0; packet < LQ_CLIENT_PACKETS; packet++)
				lq_client_parts[i].of[packet].forgotten_before =
					forgotten_of(i, packet);
			lq_client_first_unused = i;
		}
		raw_spin_unlock_irqrestore(&lq_client_parts_lock, flags);
	}
}

static u64 nr_added(void)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu(lq_client_added, cpu));
	return sum;
}

/* Lets the handlers rest, unless one added a client meanwhile. */
static void rest(u64 before)
{
	WRITE_ONCE(lq_client_waiting, false);
	smp_mb();	/* pairs with note_waiting() */
	if (nr_added() != before)
		WRITE_ONCE(lq_client_waiting, true);
}

static void fold(void)
{
	u64 before = nr_added();
	unsigned int i, left = 0;

	for (i = 0; i < lq_client_nr_buckets; i++) {
		left += fold_bucket(&lq_client_buckets[i]);
		if (i % 256 == 0)
			cond_resched();
	}
	WRITE_ONCE(nr_remembered, left);
	recycle_parts();
	if (!left)
		rest(before);
}

void lq_client_fold(void)
{
	lq_pending_settle_all();
	if (!READ_ONCE(lq_client_waiting) && !READ_ONCE(has_closed))
		return;
	mutex_lock(&folding);
	fold();
	mutex_unlock(&folding);
}

void lq_client_read(const struct lq_record *record,
		    enum lq_client_packet packet, const struct lq_sums *sums,
		    struct lq_clients *clients)
{
	u16 number = READ_ONCE(record->clients);
	u64 gone;
	unsigned long flags;
	unsigned int i;

	*clients = (struct lq_clients){
		.dropped = sums->count[LQ_COUNT_clients_syn + packet],
		.unknown = sums->count[LQ_COUNT_clients_syn_unknown + packet],
	};
	if (number) {
		const struct sums *of = &lq_client_parts[number].of[packet];

		raw_spin_lock_irqsave(&lq_client_parts_lock, flags);
		clients->late = of->late;
		clients->lost = of->lost;
		clients->late_min = of->late_min;
		clients->late_max = of->late_max;
		clients->unknown += (u32)(forgotten_of(number, packet) -
					  of->forgotten_before);
		for (i = 0; i < LQ_HIST_BUCKETS; i++)
			clients->delay[i] = of->delay[i];
		raw_spin_unlock_irqrestore(&lq_client_parts_lock, flags);
	}
	gone = clients->late + clients->lost + clients->unknown;
	/* One that came in after the sums were taken is not among the dropped. */
	clients->dropped = max(clients->dropped, gone);
	clients->pending = clients->dropped - gone;
}

void lq_client_close(struct lq_record *record)
{
	unsigned long flags;

	if (!record->clients)
		return;
	raw_spin_lock_irqsave(&lq_client_parts_lock, flags);
	WRITE_ONCE(lq_client_parts[record->clients].state, CLOSED);
	WRITE_ONCE(has_closed, true);
	raw_spin_unlock_irqrestore(&lq_client_parts_lock, flags);
}

unsigned int lq_client_remembered(void)
{
	return READ_ONCE(nr_remembered);
}

unsigned int lq_client_max(void)
{
	return lq_client_nr_buckets * PER_BUCKET;
}

static void init_parts(void)
{
	unsigned int i;

	for (i = 1; i < NR_PARTS - 1; i++)
		lq_client_parts[i].next = i + 1;
	lq_client_first_unused = 1;
}

int lq_client_init(unsigned int max)
{
	unsigned int i, n = max / PER_BUCKET;

	if (!max)
		return 0;
	get_random_bytes(&lq_client_secret, sizeof(lq_client_secret));
	n = roundup_pow_of_two(n);
	lq_client_buckets = kvcalloc(n, sizeof(*lq_client_buckets), GFP_KERNEL);
	if (lq_client_buckets)
		lq_client_parts = kvcalloc(NR_PARTS, sizeof(*lq_client_parts),
					   GFP_KERNEL);
	if (lq_client_parts)
		lq_client_forgotten = alloc_percpu(struct forgotten);
	if (!lq_client_forgotten) {
		lq_client_uninit();
		return -ENOMEM;
	}
	for (i = 0; i < n; i++)
		raw_spin_lock_init(&lq_client_buckets[i].lock);
	init_parts();
	lq_client_nr_buckets = n;
	return 0;
}

void lq_client_uninit(void)
{
	free_percpu(lq_client_forgotten);
	kvfree(lq_client_parts);
	kvfree(lq_client_buckets);
}
