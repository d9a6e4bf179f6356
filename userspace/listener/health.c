// SPDX-License-Identifier: GPL-2.0-only
#include "listener/health.h"
#include "listener/listener.h"

static uint64_t percent_of(uint64_t depth, uint64_t limit)
{
	return (uint64_t)((long double)depth * 100 / (long double)limit);
}

/* Ignores a queue with limit 0, which cannot fill up. */
static void compare(struct fullest *fullest, const struct listener_row *l,
		    struct value depth, struct value peak60,
		    struct value limit)
{
	uint64_t most = depth.number, percent;

	if (!known(depth) || !known(limit) || !limit.number)
		return;
	if (known(peak60) && peak60.number > most)
		most = peak60.number;
	fullest->judged++;
	fullest->now_only += !known(peak60);
	percent = percent_of(most, limit.number);
	if (fullest->listener && percent <= fullest->percent)
		return;
	fullest->listener = l;
	fullest->depth = most;
	fullest->limit = limit.number;
	fullest->percent = percent;
}

static void add_dropping(struct health *h, const struct listener_row *l)
{
	h->dropping++;
	if (!h->last ||
	    l->drop_age_ms.number < h->last->drop_age_ms.number)
		h->last = l;
}

/* Drops of some causes are certain even if other causes are unknown. */
static void judge_drops(struct health *h, const struct listener_row *l,
			uint64_t since_ms)
{
	struct value dropped = listener_drops(l);
	struct value age = l->drop_age_ms;

	value_add(&h->dropped, dropped);
	if (dropped.number && known(age) && age.number <= since_ms)
		add_dropping(h, l);
	else if (!known(dropped) || (dropped.number && !known(age)))
		h->unclear++;
}

static bool sends_cookies(const struct listener_row *l)
{
	return known(l->cookies_since_ms) && known(l->synq_limit) &&
	       !listener_cookies_by_choice(l);
}

struct health health_of(const struct listeners *listeners, uint64_t since_ms)
{
	struct health h = { .listeners = listeners->count };
	const struct listener_row *l;
	size_t i;

	if (!listeners->count)
		h.dropped.state = VALUE_KNOWN;
	for (i = 0; i < listeners->count; i++) {
		l = listeners->listener[i].row;
		compare(&h.synq, l, l->synq, l->synq_peak60, l->synq_limit);
		compare(&h.acceptq, l, l->acceptq, l->acceptq_peak60,
			l->acceptq_limit);
		judge_drops(&h, l, since_ms);
		h.sending_cookies += sends_cookies(l);
		h.cookies_unclear += !known(l->cookies);
	}
	return h;
}
