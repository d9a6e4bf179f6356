// SPDX-License-Identifier: GPL-2.0-only
/*
 * Handlers add clients and mark those that got in. They count the dropped and
 * the forgotten ones themselves, in the slot of their CPU; those of another
 * listener that they forget, per CPU and part.
 *
 * A bucket is locked for the time it takes to look at five clients. Whoever does
 * not get the lock in time forgets the client, and counts it as unknown.
 */
#include <linux/jiffies.h>
#include <linux/percpu.h>
#include <linux/sched.h>
#include <linux/siphash.h>
#include <linux/spinlock.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include "record/client.h"
#include "record/client_private.h"
#include "record/drop.h"
#include "record/pending.h"
#include "record/record_private.h"

#define LOCK_TRIES	200

bool lq_client_waiting __read_mostly;

static enum lq_client_packet packet_of(const struct lq_pending *pending)
{
	return pending->kind == LQ_PENDING_SYN ? LQ_CLIENT_SYN : LQ_CLIENT_ACK;
}

static u64 key_of(const struct lq_pending *pending, const struct lq_slot *slot)
{
	const struct lq_endpoint *remote = &lq_drop_next()->remote;
	u64 ports = (u64)remote->port << 48 | (u64)slot->shared->local.port << 32 |
		    (pending->net->ns.inum << 1) | packet_of(pending);

	if (ipv6_addr_v4mapped(&remote->addr))
		return siphash_2u64((u64)(__force u32)remote->addr.s6_addr32[3] << 32 |
				    pending->isn, ports, &lq_client_secret);
	return siphash_4u64((u64)(__force u32)remote->addr.s6_addr32[0] << 32 |
			    (__force u32)remote->addr.s6_addr32[1],
			    (u64)(__force u32)remote->addr.s6_addr32[2] << 32 |
			    (__force u32)remote->addr.s6_addr32[3],
			    pending->isn, ports, &lq_client_secret);
}

static struct bucket *bucket_of(u64 key)
{
	return &lq_client_buckets[(key >> 32) & (lq_client_nr_buckets - 1)];
}

static bool try_to_lock(struct bucket *bucket)
{
	int tries;

	for (tries = 0; tries < LOCK_TRIES; tries++) {
		if (raw_spin_trylock(&bucket->lock)) {
			__release(&bucket->lock);	/* for sparse */
			return true;
		}
		cpu_relax();
	}
	return false;
}

#define lock_bucket(bucket)						\
	__cond_lock(&(bucket)->lock, try_to_lock(bucket))

static struct client *find(struct bucket *bucket, u64 key)
{
	struct client *one;

	for (one = bucket->client; one < bucket->client + PER_BUCKET; one++)
		if (one->key == (u32)key && one->state != FREE)
			return one;
	return NULL;
}

static noinline u16 make_part(struct lq_record *record)
{
	unsigned long flags;
	u16 number;

	raw_spin_lock_irqsave(&lq_client_parts_lock, flags);
	number = record->clients;
	if (!number && lq_client_first_unused) {
		number = lq_client_first_unused;
		lq_client_first_unused = lq_client_parts[number].next;
		lq_client_parts[number].state = USED;
		WRITE_ONCE(record->clients, number);
	}
	raw_spin_unlock_irqrestore(&lq_client_parts_lock, flags);
	return number;
}

static u16 part_of(const struct lq_slot *slot)
{
	struct lq_record *record = container_of(slot->shared,
						struct lq_record, shared);
	u16 number = READ_ONCE(record->clients);

	if (likely(number) || !READ_ONCE(lq_client_first_unused))
		return number;
	return make_part(record);
}

static void count_unknown(struct lq_slot *slot, enum lq_client_packet packet)
{
	lq_slot_inc(slot, LQ_COUNT_clients_syn_unknown + packet);
}

static void forget(const struct client *victim, struct lq_slot *slot, u16 part)
{
	if (victim->part == part)
		count_unknown(slot, victim->packet);
	else
		this_cpu_inc(lq_client_forgotten->of[victim->part][victim->packet]);
}

/*
 * Finds a place for a client of a namespace in a full bucket: that of the one
 * that was dropped once only, longest ago. A client that is real repeats its
 * packet after a second or three, and is kept from then on: spoofed ones only
 * replace each other. A namespace that has two places here takes its own.
 */
static struct client *forget_one(struct bucket *bucket, u8 netns, u32 now)
{
	struct client *one, *oldest = NULL, *own = NULL;
	int n = 0;

	for (one = bucket->client; one < bucket->client + PER_BUCKET; one++) {
		bool is_own = one->netns == netns;

		n += is_own;
		if (one->state != WAITS || one->repeated)
			continue;
		if (!oldest || now - one->at > now - oldest->at)
			oldest = one;
		if (is_own && (!own || now - one->at > now - own->at))
			own = one;
	}
	return n > 1 ? own : oldest;
}

static struct client *place_for(struct bucket *bucket, u8 netns, u32 now)
{
	struct client *one;

	for (one = bucket->client; one < bucket->client + PER_BUCKET; one++)
		if (one->state == FREE)
			return one;
	return forget_one(bucket, netns, now);
}

static void add(struct bucket *bucket, u64 key, struct lq_slot *slot,
		enum lq_client_packet packet, u8 netns, u32 at)
{
	u16 part = part_of(slot);
	struct client *place = part ? place_for(bucket, netns, at) : NULL;

	lq_slot_inc(slot, LQ_COUNT_clients_syn + packet);
	if (!place) {
		count_unknown(slot, packet);
		return;
	}
	if (place->state != FREE)
		forget(place, slot, part);
	*place = (struct client){
		.key = key,
		.at = at,
		.part = part,
		.netns = netns,
		.packet = packet,
		.state = WAITS,
	};
}

static void note_waiting(void)
{
	this_cpu_inc(lq_client_added);
	smp_mb();	/* pairs with rest() */
	if (!READ_ONCE(lq_client_waiting))
		WRITE_ONCE(lq_client_waiting, true);
}

void lq_client_drop(const struct lq_pending *pending, struct lq_slot *slot)
{
	enum lq_client_packet packet = packet_of(pending);
	struct bucket *bucket;
	struct client *one;
	u64 key;

	if (!lq_client_nr_buckets)
		return;
	key = key_of(pending, slot);
	bucket = bucket_of(key);
	if (!lock_bucket(bucket)) {
		lq_slot_inc(slot, LQ_COUNT_clients_syn + packet);
		count_unknown(slot, packet);
		return;
	}
	one = find(bucket, key);
	if (one)
		one->repeated = true;
	else
		add(bucket, key, slot, packet, pending->net->ns.inum,
		    pending->since);
	raw_spin_unlock(&bucket->lock);
	note_waiting();
}

void lq_client_look(const struct lq_pending *pending,
		    const struct lq_slot *slot)
{
	u64 key = key_of(pending, slot);
	struct bucket *bucket = bucket_of(key);
	struct client *one;

	if (!lock_bucket(bucket))
		return;		/* it will count as lost */
	one = find(bucket, key);
	if (one && one->state == WAITS) {
		one->at = (u32)jiffies - one->at;
		one->state = CAME_BACK;
	}
	raw_spin_unlock(&bucket->lock);
}
