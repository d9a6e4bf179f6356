// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "lib/exit_status.h"
#include "lib/failure.h"
#include "lib/number.h"
#include "listener/fill.h"
#include "listener/judgement.h"
#include "table/table.h"

#define TROUBLE_ID(name, id) id,

static const char *const ids[NTROUBLES] = { TROUBLES(TROUBLE_ID) };

static const char *const severities[NSEVERITIES] = {
	[SEVERITY_NONE] = "ok",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_CRITICAL] = "critical",
};

const char *trouble_id(enum trouble trouble)
{
	return ids[trouble];
}

const char *severity_name(enum severity severity)
{
	return severities[severity];
}

static void append(char *buf, unsigned int troubles)
{
	unsigned int trouble;

	for (trouble = 0; trouble < NTROUBLES; trouble++) {
		if (!(troubles & 1u << trouble))
			continue;
		if (*buf)
			strcat(buf, ",");
		strcat(buf, ids[trouble]);
	}
}

#define ID_SIZE(name, id) + sizeof(id)
_Static_assert(0 TROUBLES(ID_SIZE) <= CELL_SIZE, "all troubles fit");

const char *troubles_text(const struct judgement *j, char buf[CELL_SIZE])
{
	*buf = '\0';
	append(buf, j->critical);
	append(buf, j->warning);
	return buf;
}

static bool at_least(struct value v, uint64_t n)
{
	return known(v) && v.number >= n;
}

static void add(struct judgement *j, unsigned int trouble,
		enum severity severity)
{
	if (severity == SEVERITY_CRITICAL)
		j->critical |= 1u << trouble;
	else
		j->warning |= 1u << trouble;
	if (severity > j->severity)
		j->severity = severity;
}

static void add_if(struct judgement *j, bool is, enum trouble trouble)
{
	if (is)
		add(j, trouble, SEVERITY_WARNING);
}

/* A drop at an unknown time counts: nothing says that it is over. */
static bool is_lately(const struct judgement *j, struct value age_ms)
{
	return !known(age_ms) || age_ms.number <= j->lately_ms;
}

/* No accept() for so long; also one that nobody has ever called. */
static bool accepts_nothing(const struct listener_row *l)
{
	return at_least(l->accept_age_ms, STALLED_MS) ||
	       (none(l->accepted) && !known(l->accept_age_ms));
}

static void judge_waits(struct judgement *j, const struct listener_row *l)
{
	if (!some(l->acceptq) || !at_least(l->acceptq_oldest_us, SLOW_US))
		return;
	if (!at_least(l->acceptq_oldest_us, STALLED_MS * 1000))
		add(j, TROUBLE_ACCEPTQ_SLOW, SEVERITY_WARNING);
	else if (accepts_nothing(l))
		add(j, TROUBLE_ACCEPTQ_STALLED, SEVERITY_CRITICAL);
	else
		add(j, TROUBLE_ACCEPTQ_SLOW, SEVERITY_CRITICAL);
}

static bool is_of_acceptq(const struct listener_row *l)
{
	return some(l->syn_acceptq_full) || some(l->ack_acceptq_full) ||
	       some(l->cookie_acceptq_full);
}

static bool is_of_synq(const struct listener_row *l)
{
	return some(l->syn_synq_full) || some(l->syn_last_quarter);
}

static bool is_of_neither(const struct listener_row *l)
{
	return some(l->syn_other) || some(l->ack_other) ||
	       some(l->cookie_other);
}

static enum severity if_full(struct value depth, struct value limit)
{
	return queue_is_full(depth, limit) ? SEVERITY_CRITICAL :
					     SEVERITY_WARNING;
}

static void judge_drops(struct judgement *j, const struct listener_row *l)
{
	struct value dropped = listener_drops(l);

	j->unclear = !known(dropped) ||
		     (dropped.number && !known(l->drop_age_ms));
	if (!dropped.number || !is_lately(j, l->drop_age_ms))
		return;
	if (is_of_acceptq(l))
		add(j, TROUBLE_ACCEPTQ_DROPPED,
		    if_full(l->acceptq, l->acceptq_limit));
	if (is_of_synq(l))
		add(j, TROUBLE_SYNQ_DROPPED, if_full(l->synq, l->synq_limit));
	add_if(j, is_of_neither(l), TROUBLE_OTHER_DROPPED);
}

/* cookies_since_ms is unknown if no cookie was sent for a minute. */
static bool cookies_go_out(const struct listener_row *l)
{
	return some(l->cookies) && known(l->synq_limit) &&
	       !listener_cookies_by_choice(l) &&
	       l->cookies_since_ms.state != VALUE_UNKNOWN;
}

/* At least 10, and a tenth of all: some clients always go away. */
static bool many_expired(const struct listener_row *l)
{
	return at_least(l->expired, 10) && known(l->queued) &&
	       l->expired.number >= l->queued.number / 10;
}

static bool is_or_was_full(struct value depth, struct value peak60,
			   struct value limit)
{
	return queue_is_full(depth, limit) || queue_is_full(peak60, limit);
}

static bool is_or_was_near(struct value depth, struct value peak60,
			   struct value limit)
{
	return queue_is_above_80(depth, limit) ||
	       queue_is_above_80(peak60, limit);
}

/* A queue that was full is not said to be near that as well. */
static void judge_fill(struct judgement *j, const struct listener_row *l)
{
	bool full = is_or_was_full(l->acceptq, l->acceptq_peak60,
				   l->acceptq_limit);

	add_if(j, full, TROUBLE_ACCEPTQ_FULL);
	add_if(j, !full && is_or_was_near(l->acceptq, l->acceptq_peak60,
					  l->acceptq_limit),
	       TROUBLE_ACCEPTQ_NEAR);
	full = is_or_was_full(l->synq, l->synq_peak60, l->synq_limit);
	add_if(j, full, TROUBLE_SYNQ_FULL);
	add_if(j, !full && is_or_was_near(l->synq, l->synq_peak60,
					  l->synq_limit), TROUBLE_SYNQ_NEAR);
	add_if(j, queue_is_full(l->fastopenq, l->fastopenq_limit),
	       TROUBLE_FASTOPENQ_FULL);
}

struct judgement judge(const struct listener_row *l, uint64_t lately_ms)
{
	struct judgement j = { .lately_ms = lately_ms };

	judge_waits(&j, l);
	judge_drops(&j, l);
	add_if(&j, cookies_go_out(l), TROUBLE_SYNQ_COOKIES);
	add_if(&j, many_expired(l), TROUBLE_HALF_OPEN_EXPIRED);
	judge_fill(&j, l);
	return j;
}

void judgement_add(struct judgement *sum, const struct judgement *j)
{
	sum->critical |= j->critical;
	sum->warning = (sum->warning | j->warning) & ~sum->critical;
	sum->unclear |= j->unclear;
	if (j->severity > sum->severity)
		sum->severity = j->severity;
}

static struct value in_ms(struct value us)
{
	us.number /= 1000;
	return us;
}

struct value trouble_age_ms(const struct listener_row *l, enum trouble trouble)
{
	switch (trouble) {
	case TROUBLE_ACCEPTQ_STALLED:
	case TROUBLE_ACCEPTQ_SLOW:
		return in_ms(l->acceptq_oldest_us);
	case TROUBLE_ACCEPTQ_DROPPED:
	case TROUBLE_SYNQ_DROPPED:
	case TROUBLE_OTHER_DROPPED:
		return l->drop_age_ms;
	case TROUBLE_SYNQ_COOKIES:
		return l->cookies_since_ms;
	default:
		return unknown_value();
	}
}

int lately_parse(const char *text, uint64_t *ms, struct failure *why)
{
	uint64_t seconds;

	if (!number_parse(text, &seconds) || seconds > UINT64_MAX / 1000)
		return fail(why, EXIT_USAGE, "'%s' is not a number of seconds",
			    text);
	*ms = seconds * 1000;
	return EXIT_OK;
}
