// SPDX-License-Identifier: GPL-2.0-only
#include "explain/facts.h"
#include "explain/predicates.h"
#include "listener/fill.h"

#define LONG_US 1000000

static bool at_least(struct value v, uint64_t n)
{
	return known(v) && v.number >= n;
}

bool is_in(const struct facts *f, enum trouble trouble)
{
	const struct judgement j = facts_judge(f);

	return has_trouble(&j, trouble);
}

bool in_trouble(const struct facts *f)
{
	return facts_judge(f).severity != SEVERITY_NONE;
}

struct queue {
	struct value depth, peak60, peak, limit;
};

enum fill {
	FILL_LOW,
	FILL_NEAR_LATELY,
	FILL_NEAR,
	FILL_WAS_FULL,
	FILL_WAS_FULL_LATELY,
	FILL_FULL,
};

static enum fill fill_of(struct queue q)
{
	if (queue_is_full(q.depth, q.limit))
		return FILL_FULL;
	if (queue_is_full(q.peak60, q.limit))
		return FILL_WAS_FULL_LATELY;
	if (queue_is_full(q.peak, q.limit))
		return FILL_WAS_FULL;
	if (queue_is_above_80(q.depth, q.limit))
		return FILL_NEAR;
	return queue_is_above_80(q.peak60, q.limit) ? FILL_NEAR_LATELY
						    : FILL_LOW;
}

static enum fill synq_fill(const struct facts *f)
{
	return fill_of((struct queue){ f->synq, f->synq_peak60, f->synq_peak,
				       f->synq_limit });
}

static enum fill acceptq_fill(const struct facts *f)
{
	return fill_of((struct queue){ f->acceptq, f->acceptq_peak60,
				       f->acceptq_peak, f->acceptq_limit });
}

#define FILL_IS(name, queue, fill)		\
bool name(const struct facts *f)		\
{						\
	return queue##_fill(f) == (fill);	\
}

FILL_IS(synq_is_full, synq, FILL_FULL)
FILL_IS(synq_was_full_lately, synq, FILL_WAS_FULL_LATELY)
FILL_IS(synq_was_full, synq, FILL_WAS_FULL)
FILL_IS(synq_is_near, synq, FILL_NEAR)
FILL_IS(synq_was_near_lately, synq, FILL_NEAR_LATELY)
FILL_IS(acceptq_is_full, acceptq, FILL_FULL)
FILL_IS(acceptq_was_full_lately, acceptq, FILL_WAS_FULL_LATELY)
FILL_IS(acceptq_was_full, acceptq, FILL_WAS_FULL)
FILL_IS(acceptq_is_near, acceptq, FILL_NEAR)
FILL_IS(acceptq_was_near_lately, acceptq, FILL_NEAR_LATELY)

bool acceptq_is_over(const struct facts *f)
{
	return acceptq_is_full(f) && f->acceptq.number > f->acceptq_limit.number;
}

bool fastopenq_is_full(const struct facts *f)
{
	return queue_is_full(f->fastopenq, f->fastopenq_limit);
}

bool synq_did_harm(const struct facts *f)
{
	return is_in(f, TROUBLE_SYNQ_DROPPED) || is_in(f, TROUBLE_SYNQ_COOKIES);
}

bool acceptq_did_harm(const struct facts *f)
{
	return is_in(f, TROUBLE_ACCEPTQ_DROPPED);
}

bool synq_in_trouble(const struct facts *f)
{
	return synq_did_harm(f) || is_in(f, TROUBLE_SYNQ_FULL) ||
	       is_in(f, TROUBLE_SYNQ_NEAR);
}

bool acceptq_in_trouble(const struct facts *f)
{
	return acceptq_did_harm(f) || is_in(f, TROUBLE_ACCEPTQ_FULL) ||
	       is_in(f, TROUBLE_ACCEPTQ_NEAR);
}

bool is_over(const struct facts *f)
{
	return known(f->drop_age_ms) && known(f->lately_ms) &&
	       f->drop_age_ms.number > f->lately_ms.number;
}

static bool are_for_all(struct value tcp_syncookies)
{
	return known(tcp_syncookies) && tcp_syncookies.number == 2;
}

/*
 * The limit is 0 if tcp_syncookies is 2; and if the backlog is 0, on kernels
 * whose SYN queue holds no more than the backlog.
 */
bool cookies_by_choice(const struct facts *f)
{
	return none(f->synq_limit) &&
	       (some(f->backlog) || are_for_all(f->tcp_syncookies));
}

bool cookies_of_no_room(const struct facts *f)
{
	return some(f->cookies) && none(f->synq_limit) && none(f->backlog) &&
	       some(f->tcp_syncookies) && !are_for_all(f->tcp_syncookies);
}

bool cookies_of_full_queue(const struct facts *f)
{
	return some(f->cookies) && queue_is_full(f->synq_peak, f->synq_limit);
}

bool cookies_of_other_limit(const struct facts *f)
{
	return some(f->cookies) && some(f->synq_limit) &&
	       !cookies_of_full_queue(f);
}

bool cookies_go_out(const struct facts *f)
{
	return cookies_of_full_queue(f) && known(f->cookies_since_ms);
}

/* cookies_since_ms is unknown if no cookie was sent for a minute. */
bool cookies_are_over(const struct facts *f)
{
	return cookies_of_full_queue(f) &&
	       f->cookies_since_ms.state == VALUE_UNKNOWN;
}

/* An older module does not have the column cookies_since_ms. */
bool cookies_of_some_time(const struct facts *f)
{
	return cookies_of_full_queue(f) &&
	       f->cookies_since_ms.state == VALUE_ABSENT;
}

/*
 * A cookie comes back after a round trip, which may be long, or never if the
 * SYN-ACK was lost, which is not retransmitted. So that none came back means
 * something only after some time, or with 100 cookies, of which some would be
 * back.
 */
static bool cookies_had_their_time(const struct facts *f)
{
	return at_least(f->cookies, 100) ||
	       (at_least(f->cookies, 10) &&
		(at_least(f->cookies_since_ms, 3000) || cookies_are_over(f)));
}

bool cookies_none_back(const struct facts *f)
{
	return cookies_of_full_queue(f) && none(f->cookies_back) &&
	       cookies_had_their_time(f);
}

bool cookies_most_back(const struct facts *f)
{
	return cookies_of_full_queue(f) &&
	       at_least(f->cookies_back, f->cookies.number / 2 + 1);
}

bool cookies_few_back(const struct facts *f)
{
	return cookies_of_full_queue(f) && some(f->cookies_back) &&
	       !cookies_most_back(f);
}

bool accept_keeps_waiting(const struct facts *f)
{
	return is_in(f, TROUBLE_ACCEPTQ_SLOW) ||
	       is_in(f, TROUBLE_ACCEPTQ_STALLED);
}

bool accept_never_called(const struct facts *f)
{
	return accept_keeps_waiting(f) && none(f->accepted) &&
	       !known(f->accept_age_ms) &&
	       at_least(f->acceptq_oldest_us, LONG_US);
}

bool accept_has_stopped(const struct facts *f)
{
	return is_in(f, TROUBLE_ACCEPTQ_STALLED) && some(f->accepted) &&
	       known(f->accept_age_ms);
}

bool accept_is_missing(const struct facts *f)
{
	return accept_never_called(f) || accept_has_stopped(f);
}

bool accept_is_unknown(const struct facts *f)
{
	return accept_keeps_waiting(f) && !known(f->accepted);
}

bool accept_is_slow(const struct facts *f)
{
	return is_in(f, TROUBLE_ACCEPTQ_SLOW) && known(f->accept_age_ms);
}

bool accept_does_not_keep_up(const struct facts *f)
{
	return !accept_keeps_waiting(f) && some(f->accepted) &&
	       queue_is_above_80(f->acceptq, f->acceptq_limit);
}

bool accept_has_caught_up(const struct facts *f)
{
	return acceptq_in_trouble(f) && some(f->accepted) &&
	       known(f->acceptq) && !accept_is_missing(f) &&
	       !queue_is_above_80(f->acceptq, f->acceptq_limit) &&
	       !accept_keeps_waiting(f);
}

bool group_is_uneven(const struct facts *f)
{
	return acceptq_is_full(f) && some(f->members_full) &&
	       some(f->members_empty) && known(f->members);
}

/* Whether part is at least a tenth of the whole, and at least 10. */
static bool is_notable(struct value part, struct value whole)
{
	return at_least(part, 10) && known(whole) &&
	       part.number >= whole.number / 10;
}

bool half_open_expire(const struct facts *f)
{
	return is_notable(f->expired, f->queued);
}

bool half_open_are_reset(const struct facts *f)
{
	return is_notable(f->reset, f->queued);
}

bool half_open_meet_icmp(const struct facts *f)
{
	return is_notable(f->ended_icmp, f->queued);
}

/*
 * Whether the limit is what the last quarter of tcp_max_syn_backlog leaves to
 * clients that the kernel does not know: see module/kernel/limit.c.
 */
static bool quarter_is(struct value max_syn_backlog, uint64_t limit)
{
	uint64_t max = max_syn_backlog.number;

	return known(max_syn_backlog) && max - (max >> 2) + 1 == limit;
}

bool bound_by_quarter(const struct facts *f)
{
	if (!synq_in_trouble(f) || !some(f->synq_limit) || !known(f->backlog))
		return false;
	return f->synq_limit.number < f->backlog.number ||
	       (f->synq_limit.number == f->backlog.number &&
		none(f->tcp_syncookies) &&
		quarter_is(f->tcp_max_syn_backlog, f->synq_limit.number));
}

bool bound_by_backlog(const struct facts *f)
{
	return known(f->backlog) &&
	       (acceptq_in_trouble(f) ||
		(synq_in_trouble(f) && some(f->synq_limit) &&
		 !bound_by_quarter(f)));
}

bool backlog_is_own(const struct facts *f)
{
	return bound_by_backlog(f) && known(f->backlog_asked) &&
	       f->backlog_asked.number == f->backlog.number;
}

bool backlog_is_cut(const struct facts *f)
{
	return bound_by_backlog(f) && known(f->backlog_asked) &&
	       f->backlog_asked.number > f->backlog.number;
}

bool backlog_is_unclear(const struct facts *f)
{
	return bound_by_backlog(f) && !known(f->backlog_asked);
}
