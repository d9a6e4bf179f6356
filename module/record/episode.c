// SPDX-License-Identifier: GPL-2.0-only
/*
 * One walk at a time looks at the listeners.
 *
 * Drops and cookies happen in episodes only. So their counts are exact: they
 * are differences to the end of the episode before, not to the moment at which
 * the worker came.
 */
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "kernel/acceptq.h"
#include "kernel/limit.h"
#include "kernel/walk.h"
#include "record/client.h"
#include "record/episode.h"
#include "record/episode_place.h"
#include "record/loss.h"
#include "record/netns_sums.h"
#include "record/record.h"
#include "record/record_private.h"

/* A connection that waits for longer than this for accept() is an event. */
#define STUCK_US	USEC_PER_SEC

struct lq_trouble {
	u64 base[LQ_EPISODE_NCOUNTS];	/* see begin() */
	struct lq_episode_clients clients;	/* when the latest began */
	struct lq_episode_clients quiet;	/* at the last look */
	u64 serial;			/* of the latest */
	unsigned long ended;		/* jiffies of the last event; 0: none */
	unsigned long gap_from;		/* jiffies: the last accept() seen */
	unsigned long looked;		/* jiffies */
	struct lq_episode *now;		/* the one that goes on, or NULL */
	u32 number;			/* of the latest */
};

/* What is seen of a listener at one look. */
struct sight {
	const struct sock *sk;
	struct lq_record *record;
	struct lq_sums sums;
	struct lq_episode_clients clients;
	struct lq_depths depths;
	unsigned long now;		/* jiffies */
	unsigned long event;		/* jiffies of the last one, 0: none */
	u64 now_us;
	u64 stuck_since;		/* us of CLOCK_MONOTONIC, 0: it is not */
	u64 oldest;			/* likewise, of the accept queue */
};

static DEFINE_MUTEX(looking);

#define COUNT(name) [LQ_EPISODE_##name] = LQ_COUNT_##name,
static const u8 count_of[] = { LQ_EPISODE_COUNTS(COUNT) };

static u64 ns_of(unsigned long moment)
{
	return ktime_get_ns() - jiffies64_to_nsecs(jiffies - moment);
}

static unsigned long jiffies_of(const struct sight *sight, u64 since_us)
{
	u64 age = sight->now_us > since_us ? sight->now_us - since_us : 0;

	return (sight->now - nsecs_to_jiffies(age * NSEC_PER_USEC)) ?: 1;
}

static struct lq_limits limits_of(const struct sock *sk)
{
	return lq_limits_of(sock_net(sk), READ_ONCE(sk->sk_max_ack_backlog));
}

static void later(unsigned long *last, unsigned long moment)
{
	if (moment && (!*last || time_after(moment, *last)))
		*last = moment;
}

static void set_counts(struct lq_episode *one, const struct lq_sums *sums,
		       const struct lq_trouble *trouble)
{
	int i;

	one->unknown = 0;
	for (i = 0; i < LQ_EPISODE_NCOUNTS; i++) {
		one->count[i] = sums->count[count_of[i]] -
				(trouble ? trouble->base[i] : 0);
		if (sums->unknown & BIT_ULL(count_of[i]))
			one->unknown |= BIT_ULL(i);
	}
}

/* Begins at the first event, however long ago the last look was. */
static unsigned long first_event(const struct sight *sight,
				 const struct lq_trouble *trouble)
{
	unsigned long first = lq_record_run_from(sight->record, trouble->ended);
	unsigned long stuck = sight->stuck_since ?
			      jiffies_of(sight, sight->stuck_since) : 0;

	if (!first)
		first = sight->event;
	if (stuck && time_before(stuck, first))
		first = stuck;
	if (trouble->ended && time_before(first, trouble->ended))
		first = trouble->ended;
	return first;
}

static void begin(const struct sight *sight, struct lq_trouble *trouble)
{
	struct socket *sock = READ_ONCE(sight->sk->sk_socket);
	unsigned long first = first_event(sight, trouble);
	struct lq_episode *one = lq_episode_take_place(sight->record);

	if (!one)
		return;
	one->begin = ns_of(first);
	one->wall_ms = (ktime_get_real_ns() - (ktime_get_ns() - one->begin)) /
		       NSEC_PER_MSEC;
	one->local = lq_endpoint_listening(sight->sk);
	one->netns = sock_net(sight->sk)->ns.inum;
	one->inode = sock ? SOCK_INODE(sock)->i_ino : 0;
	one->number = ++trouble->number;
	trouble->serial = one->serial;
	trouble->clients = trouble->quiet;
	/* These happen outside of episodes, too. */
	trouble->base[LQ_EPISODE_expired] =
		sight->sums.count[LQ_COUNT_expired];
	trouble->base[LQ_EPISODE_accepted] =
		sight->sums.count[LQ_COUNT_accepted];
	trouble->gap_from = first;
	trouble->looked = first;
	trouble->ended = first;
	trouble->now = one;
}

/* Notes how long nobody called accept(): exactly if it was called once since. */
static void note_gap(const struct sight *sight, struct lq_trouble *trouble,
		     u64 accepted_before)
{
	struct lq_episode *one = trouble->now;
	unsigned long last = sight->sums.accepted_at, until = sight->now;
	bool called = last && time_after(last, trouble->gap_from);

	if (called && one->count[LQ_EPISODE_accepted] == accepted_before + 1)
		until = last;
	else if (called)
		until = trouble->looked;
	if (time_after(until, trouble->gap_from))
		one->accept_gap = max(one->accept_gap,
				      jiffies64_to_nsecs(until -
							 trouble->gap_from));
	if (called)
		trouble->gap_from = last;
	trouble->looked = sight->now;
}

static void note_peaks(const struct sight *sight, struct lq_episode *one)
{
	u64 age = ktime_get_ns() - one->begin;

	one->peak.synq = max(one->peak.synq, sight->depths.synq);
	one->peak.acceptq = max(one->peak.acceptq, sight->depths.acceptq);
	lq_record_peak_since(sight->record,
			     (sight->now - nsecs_to_jiffies(age)) /
			     (HZ << LQ_SPAN_SHIFT), &one->peak);
}

/* Updates the episode that goes on: there was an event since the last look. */
static void go_on(const struct sight *sight, struct lq_trouble *trouble)
{
	struct lq_limits limits = limits_of(sight->sk);
	struct lq_episode *one = trouble->now;
	u64 accepted = one->count[LQ_EPISODE_accepted];

	set_counts(one, &sight->sums, trouble);
	one->synq_limit = lq_limit_synq(&limits);
	one->acceptq_limit = lq_limit_acceptq(&limits);
	one->acceptq_full |= sight->stuck_since;
	if (sight->oldest && sight->oldest < sight->now_us)
		one->accept_wait = max(one->accept_wait,
				       sight->now_us - sight->oldest);
	note_peaks(sight, one);
	note_gap(sight, trouble, accepted);
	trouble->ended = sight->event;
	one->end = max(one->begin, ns_of(trouble->ended));
}

/* Cookies come back later than the last event. */
static void count_late(const struct sight *sight, struct lq_trouble *trouble)
{
	trouble->now->count[LQ_EPISODE_cookies_ok] =
		sight->sums.count[LQ_COUNT_cookies_ok] -
		trouble->base[LQ_EPISODE_cookies_ok];
}

static struct lq_episode_clients
clients_since(const struct lq_episode_clients *now,
	      const struct lq_episode_clients *before)
{
	return (struct lq_episode_clients){
		.dropped = now->dropped - before->dropped,
		.late = now->late - before->late,
		.lost = now->lost - before->lost,
		.unknown = now->unknown - before->unknown,
	};
}

/* Clients come back, or do not, minutes after the episode is over. */
static void note_clients(const struct sight *sight, struct lq_trouble *trouble)
{
	struct lq_episode *one = trouble->now ?:
				 lq_episode_of(sight->record, trouble->serial);

	if (one)
		one->clients = clients_since(&sight->clients,
					     &trouble->clients);
	trouble->quiet = sight->clients;
}

static void end(const struct sight *sight, struct lq_trouble *trouble)
{
	int i;

	trouble->now->state = LQ_EPISODE_OVER;
	trouble->now = NULL;
	for (i = 0; i < LQ_EPISODE_NCOUNTS; i++)
		trouble->base[i] = sight->sums.count[count_of[i]];
}

static bool is_new(const struct sight *sight, const struct lq_trouble *trouble)
{
	return sight->event &&
	       (!trouble->ended || time_after(sight->event, trouble->ended));
}

/* Context: lq_episode_lock held. Returns whether an episode goes on. */
static bool update(const struct sight *sight, struct lq_trouble *trouble)
{
	bool new = is_new(sight, trouble);

	if (!trouble->now && !new) {
		if (memcmp(&trouble->quiet, &sight->clients,
			   sizeof(trouble->quiet)))
			note_clients(sight, trouble);
		trouble->base[LQ_EPISODE_cookies_ok] =
			sight->sums.count[LQ_COUNT_cookies_ok];
		return false;
	}
	if (!trouble->now)
		begin(sight, trouble);
	if (!trouble->now)
		return true;	/* there is no place: tries again */
	if (new)
		go_on(sight, trouble);
	else
		count_late(sight, trouble);
	note_clients(sight, trouble);
	if (sight->now - trouble->ended <= LQ_RUN)
		return true;
	end(sight, trouble);
	return false;
}

/* Attaches the part of a record that its episodes need. */
static struct lq_trouble *attach(struct lq_record *record)
{
	struct lq_trouble *trouble;

	if (record->trouble)
		return record->trouble;
	trouble = kzalloc(sizeof(*trouble), GFP_ATOMIC | __GFP_NOWARN);
	if (!trouble)
		lq_loss_note(LQ_LOSS_NO_MEMORY);
	record->trouble = trouble;
	return trouble;
}

/*
 * A queue that is full became so when the last connection entered it; nothing
 * enters while it is.
 */
static void see_acceptq(struct sight *sight)
{
	const struct sock *sk = sight->sk;
	struct lq_acceptq_times times = lq_acceptq_times(sk);
	struct lq_limits limits = limits_of(sk);

	sight->oldest = times.oldest;
	if (times.oldest && sight->now_us > times.oldest + STUCK_US)
		sight->stuck_since = times.oldest + STUCK_US;
	if (sight->depths.acceptq >= lq_limit_acceptq(&limits)) {
		u64 full = times.newest ?: sight->now_us;

		sight->stuck_since = min(sight->stuck_since ?: full, full);
	}
	if (sight->stuck_since)
		later(&sight->event, sight->now);
}

static void see_clients(struct sight *sight)
{
	enum lq_client_packet packet;
	struct lq_clients clients;

	for (packet = 0; packet < LQ_CLIENT_PACKETS; packet++) {
		lq_client_read(sight->record, packet, &sight->sums, &clients);
		sight->clients.dropped += clients.dropped;
		sight->clients.late += clients.late;
		sight->clients.lost += clients.lost;
		sight->clients.unknown += clients.unknown;
	}
}

struct look {
	struct lq_walk walk;
	bool goes_on;
};

static void visit(struct lq_walk *walk, const struct sock *sk)
{
	struct look *look = container_of(walk, struct look, walk);
	struct sight sight = {
		.sk = sk,
		.record = lq_record_find(sk),
		.depths = lq_depths_of(sk),
	};
	struct lq_trouble *trouble;
	unsigned long flags;

	if (!sight.record)
		return;
	lq_record_sum(sight.record, sight.depths, &sight.sums);
	sight.now = lq_moment();
	sight.now_us = ktime_get_ns() / NSEC_PER_USEC;
	later(&sight.event, sight.sums.dropped_at);
	later(&sight.event, sight.sums.cookies_at);
	see_acceptq(&sight);
	trouble = sight.event ? attach(sight.record) : sight.record->trouble;
	if (!trouble)
		return;
	see_clients(&sight);
	raw_spin_lock_irqsave(&lq_episode_lock, flags);
	look->goes_on |= update(&sight, trouble);
	raw_spin_unlock_irqrestore(&lq_episode_lock, flags);
}

bool lq_episode_look(void)
{
	struct look look = { .walk = { .visit = visit } };

	lq_client_fold();
	mutex_lock(&looking);
	lq_walk_listeners(&look.walk);
	mutex_unlock(&looking);
	return look.goes_on;
}

/* An episode of a listener that closed before the worker saw it. */
static struct lq_episode *begin_unseen(struct lq_record *record,
				       const struct lq_sums *sums,
				       const struct lq_trouble *trouble)
{
	unsigned long ended = trouble ? trouble->ended : 0;
	unsigned long event = 0, first;
	struct lq_episode *one;

	later(&event, sums->dropped_at);
	later(&event, sums->cookies_at);
	if (!event || (ended && !time_after(event, ended)))
		return NULL;
	one = lq_episode_take_place(record);
	if (!one)
		return NULL;
	first = lq_record_run_from(record, ended) ?: event;
	one->begin = ns_of(first);
	one->end = max(one->begin, ns_of(event));
	one->wall_ms = (ktime_get_real_ns() - (ktime_get_ns() - one->begin)) /
		       NSEC_PER_MSEC;
	one->local = lq_record_local(record);
	one->netns = record->netns;
	one->number = trouble ? trouble->number + 1 : 1;
	lq_record_peak_since(record, lq_span_now() - LQ_NR_SPANS + 1,
			     &one->peak);
	set_counts(one, sums, trouble);
	/* What happened before it began is not known apart. */
	one->unknown |= BIT_ULL(LQ_EPISODE_expired) |
			BIT_ULL(LQ_EPISODE_accepted);
	return one;
}

/* Ends the episode that goes on: the counts are complete now. */
static void end_unseen(struct lq_trouble *trouble, const struct lq_sums *sums)
{
	struct lq_episode *one = trouble->now;
	unsigned long event = trouble->ended;

	later(&event, sums->dropped_at);
	later(&event, sums->cookies_at);
	set_counts(one, sums, trouble);
	one->end = max(one->end, ns_of(event));
	trouble->ended = event;
	trouble->now = NULL;
}

void lq_episode_close(struct lq_record *record, const struct lq_sums *sums)
{
	struct lq_trouble *trouble = record->trouble;
	unsigned long flags;

	if (!trouble && !sums->dropped_at && !sums->cookies_at)
		return;
	raw_spin_lock_irqsave(&lq_episode_lock, flags);
	if (trouble && trouble->now)
		end_unseen(trouble, sums);
	begin_unseen(record, sums, trouble);
	lq_episode_close_places(record);
	raw_spin_unlock_irqrestore(&lq_episode_lock, flags);
}

void lq_episode_forget(struct lq_record *record)
{
	kfree(record->trouble);
}
