// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include "listener/fill.h"
#include "listener/listener.h"
#include "listener/recommendation.h"
#include "table/duration.h"

#define SECOND_US 1000000
#define MAX_BACKLOG 65536

struct queue {
	struct value depth, peak, limit, turned_away;
};

__attribute__((format(printf, 3, 4)))
static bool conclude(struct recommendation *r, enum remedy what,
		     const char *format, ...)
{
	va_list args;

	r->remedy = what;
	va_start(args, format);
	vsnprintf(r->reason, sizeof(r->reason), format, args);
	va_end(args);
	return true;
}

static struct queue acceptq_of(const struct listener_row *l)
{
	struct queue q = { l->acceptq, l->acceptq_peak, l->acceptq_limit,
			   l->syn_acceptq_full };

	value_add(&q.turned_away, l->ack_acceptq_full);
	value_add(&q.turned_away, l->cookie_acceptq_full);
	return q;
}

/* The SYN queue of a listener to whose SYNs all get cookies turns none away. */
static struct queue synq_of(const struct listener_row *l)
{
	struct queue q = { l->synq, l->synq_peak, l->synq_limit,
			   l->syn_synq_full };

	if (!listener_cookies_by_choice(l))
		value_add(&q.turned_away, l->cookies);
	return q;
}

static bool was_full(const struct queue *q)
{
	return queue_is_full(q->peak, q->limit) || some(q->turned_away);
}

static bool was_near(const struct queue *q)
{
	return was_full(q) || queue_is_above_80(q->peak, q->limit);
}

static uint64_t lesser(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t demand_of(const struct queue *q)
{
	const uint64_t limit = q->limit.number;

	if (!was_near(q))
		return 0;
	if (!was_full(q))
		return q->peak.number + q->peak.number / 4;
	return q->peak.number + lesser(q->turned_away.number, 3 * limit);
}

static uint64_t round_up(uint64_t n)
{
	uint64_t power = 1;

	while (power < n && power < MAX_BACKLOG)
		power *= 2;
	return power;
}

static bool is_at_least(struct value v, uint64_t n)
{
	return known(v) && v.number >= n;
}

static bool is_unknown(struct recommendation *r, const struct listener_row *l)
{
	if (known(l->backlog) && known(l->acceptq_peak) &&
	    known(l->acceptq_limit) && known(l->synq_peak) &&
	    known(l->synq_limit) && known(l->syn_acceptq_full) &&
	    known(l->ack_acceptq_full))
		return false;
	return conclude(r, REMEDY_UNKNOWN,
			"its peaks and its drops are not known, which only the "
			"module counts");
}

/* Whether nobody calls accept(), as far as this kernel tells. */
static bool is_not_accepted(struct recommendation *r,
			    const struct listener_row *l)
{
	char wait[CELL_SIZE];

	if (!is_at_least(l->acceptq_oldest_us, SECOND_US) ||
	    !(none(l->accepted) || is_at_least(l->accept_age_ms, 1000)))
		return false;
	return conclude(r, REMEDY_OTHER,
			"the program does not accept: %" PRIu64 " wait, the "
			"oldest for %s, and a longer queue would fill up too",
			l->acceptq.number,
			duration_us(l->acceptq_oldest_us.number, wait));
}

/*
 * How many connections the program accepts in PATIENCE_S, by Little's law. Of a
 * queue with few in it the wait tells more of the scheduler than of the program.
 */
static uint64_t accepted_in_time(const struct listener_row *l)
{
	if (!queue_is_above_80(l->acceptq, l->acceptq_limit) ||
	    !some(l->acceptq_oldest_us))
		return UINT64_MAX;
	return l->acceptq.number * PATIENCE_S * SECOND_US /
	       l->acceptq_oldest_us.number;
}

static bool is_accepted_slowly(struct recommendation *r,
			       const struct listener_row *l)
{
	const uint64_t most = accepted_in_time(l);
	char wait[CELL_SIZE];

	if (most > l->backlog.number)
		return false;
	return conclude(r, REMEDY_OTHER,
			"the program accepts too slowly: the oldest of %" PRIu64
			" that wait has waited %s, and in a longer queue clients "
			"would wait longer",
			l->acceptq.number,
			duration_us(l->acceptq_oldest_us.number, wait));
}

static bool is_uneven(struct recommendation *r, const struct listener *listener)
{
	const struct group_counts *group = &listener->group;

	if (group->sockets < 2 || !group->full || !group->empty)
		return false;
	return conclude(r, REMEDY_OTHER,
			"%" PRIu64 " of the %" PRIu64 " sockets of its "
			"SO_REUSEPORT group are full while %" PRIu64 " are "
			"empty: look at the processes that do not accept",
			group->full, group->sockets, group->empty);
}

static bool is_bound_by_quarter(struct recommendation *r,
				const struct listener_row *l)
{
	if (!some(l->synq_limit) || l->synq_limit.number >= l->backlog.number)
		return false;
	return conclude(r, REMEDY_OTHER,
			"what limits its SYN queue to %" PRIu64 " is "
			"tcp_max_syn_backlog, not the backlog of %" PRIu64,
			l->synq_limit.number, l->backlog.number);
}

/* Real clients send a cookie back, and a final ACK. */
static bool is_flooded(struct recommendation *r, const struct listener_row *l)
{
	if (is_at_least(l->cookies, 100) && none(l->cookies_ok) &&
	    !some(l->cookie_acceptq_full))
		return conclude(r, REMEDY_OTHER,
				"none of %" PRIu64 " cookies came back: that is a "
				"flood, which fills any queue",
				l->cookies.number);
	if (is_at_least(l->expired, 10) && known(l->queued) &&
	    l->expired.number >= l->queued.number / 10)
		return conclude(r, REMEDY_OTHER,
				"%" PRIu64 " of %" PRIu64 " half-open connections "
				"timed out: that is a flood, or the final ACKs "
				"are lost, and either fills any queue",
				l->expired.number, l->queued.number);
	return false;
}

static bool is_another_remedy(struct recommendation *r,
			      const struct listener *listener, bool synq,
			      bool acceptq)
{
	const struct listener_row *l = listener->row;

	if (acceptq && (is_not_accepted(r, l) || is_uneven(r, listener) ||
			is_accepted_slowly(r, l)))
		return true;
	return synq && !acceptq &&
	       (is_flooded(r, l) || is_bound_by_quarter(r, l));
}

static void conclude_longer(struct recommendation *r, const char *name,
			    const struct queue *q)
{
	if (q->turned_away.number)
		conclude(r, REMEDY_LONGER_QUEUE, "its %s queue of %" PRIu64
			 " held %" PRIu64 " at worst and turned %" PRIu64
			 " away", name, q->limit.number, q->peak.number,
			 q->turned_away.number);
	else
		conclude(r, REMEDY_LONGER_QUEUE, "its %s queue of %" PRIu64
			 " held %" PRIu64 " at worst", name, q->limit.number,
			 q->peak.number);
}

static void measure(struct recommendation *r, const struct listener_row *l,
		    const struct queue *synq, const struct queue *acceptq)
{
	const uint64_t s = demand_of(synq), a = demand_of(acceptq);

	r->backlog = lesser(round_up(s > a ? s : a), accepted_in_time(l));
	if (r->backlog <= l->backlog.number)
		conclude(r, REMEDY_NOT_NEEDED, "its backlog of %" PRIu64
			 " is what its demand calls for", l->backlog.number);
	else if (s > a)
		conclude_longer(r, "SYN", synq);
	else
		conclude_longer(r, "accept", acceptq);
}

struct recommendation recommend_backlog(const struct listener *listener)
{
	const struct listener_row *l = listener->row;
	const struct queue synq = synq_of(l), acceptq = acceptq_of(l);
	struct recommendation r = { REMEDY_NOT_NEEDED, 0, "" };

	if (is_unknown(&r, l))
		return r;
	if (!was_near(&synq) && !was_near(&acceptq))
		conclude(&r, REMEDY_NOT_NEEDED,
			 "neither queue was above 80 %% of its limit: at worst "
			 "%" PRIu64 " of %" PRIu64 " half-open and %" PRIu64
			 " of %" PRIu64 " waiting for accept()",
			 l->synq_peak.number, l->synq_limit.number,
			 l->acceptq_peak.number, l->acceptq_limit.number);
	else if (!is_another_remedy(&r, listener, was_near(&synq),
				    was_near(&acceptq)))
		measure(&r, l, &synq, &acceptq);
	return r;
}
