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

/* One that dropped at an unknown time is no candidate for the last. */
static void add_dropping(struct health *h, const struct listener_row *l)
{
	h->dropping++;
	if (known(l->drop_age_ms) &&
	    (!h->last || l->drop_age_ms.number < h->last->drop_age_ms.number))
		h->last = l;
}

static void sum_up_drops(struct health *h, const struct listener *listener)
{
	const unsigned int dropped = 1u << TROUBLE_ACCEPTQ_DROPPED |
		1u << TROUBLE_SYNQ_DROPPED | 1u << TROUBLE_OTHER_DROPPED;
	const struct judgement *j = &listener->judgement;

	value_add(&h->dropped, listener_drops(listener->row));
	if ((j->critical | j->warning) & dropped)
		add_dropping(h, listener->row);
	else
		h->unclear += j->unclear;
}

static void sum_up_judgement(struct health *h, const struct listener *listener,
			     unsigned int ignored)
{
	struct judgement j = listener->judgement;

	j.critical &= ~ignored;
	j.warning &= ~ignored;
	j.severity = j.critical ? SEVERITY_CRITICAL :
		     j.warning ? SEVERITY_WARNING : SEVERITY_NONE;
	h->critical += j.severity == SEVERITY_CRITICAL;
	h->warning += j.severity == SEVERITY_WARNING;
	if (j.severity <= h->judgement.severity)
		return;
	h->worst = listener;
	h->judgement = j;
}

static bool sends_cookies(const struct listener_row *l)
{
	return known(l->cookies_since_ms) && known(l->synq_limit) &&
	       !listener_cookies_by_choice(l);
}

struct health health_of(const struct listeners *listeners,
			unsigned int ignored)
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
		sum_up_judgement(&h, &listeners->listener[i], ignored);
		sum_up_drops(&h, &listeners->listener[i]);
		h.sending_cookies += sends_cookies(l);
		h.cookies_unclear += !known(l->cookies);
	}
	return h;
}
