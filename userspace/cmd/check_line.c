// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "cmd/check_line.h"
#include "lib/array.h"
#include "listener/health.h"
#include "listener/listener.h"
#include "table/duration.h"

static const char *const status_names[] = {
	[CHECK_OK] = "OK",
	[CHECK_WARNING] = "WARNING",
	[CHECK_CRITICAL] = "CRITICAL",
	[CHECK_UNKNOWN] = "UNKNOWN",
};

static bool are_given(const struct thresholds *t)
{
	return t->warning.text || t->critical.text;
}

unsigned int criteria_replace(const struct criteria *c)
{
	unsigned int troubles = 0;

	if (are_given(&c->fill))
		troubles |= 1u << TROUBLE_ACCEPTQ_FULL |
			    1u << TROUBLE_ACCEPTQ_NEAR |
			    1u << TROUBLE_SYNQ_FULL | 1u << TROUBLE_SYNQ_NEAR;
	if (are_given(&c->dropping))
		troubles |= 1u << TROUBLE_ACCEPTQ_DROPPED |
			    1u << TROUBLE_SYNQ_DROPPED |
			    1u << TROUBLE_OTHER_DROPPED;
	return troubles;
}

static enum check_status status_of(enum severity severity)
{
	static const enum check_status statuses[NSEVERITIES] = {
		[SEVERITY_NONE] = CHECK_OK,
		[SEVERITY_WARNING] = CHECK_WARNING,
		[SEVERITY_CRITICAL] = CHECK_CRITICAL,
	};

	return statuses[severity];
}

static enum check_status compare(const struct thresholds *t, uint64_t value)
{
	if (range_alerts(&t->critical, value))
		return CHECK_CRITICAL;
	return range_alerts(&t->warning, value) ? CHECK_WARNING : CHECK_OK;
}

static enum check_status judge_fill(const struct criteria *c,
				    const struct fullest *q)
{
	return q->listener ? compare(&c->fill, q->percent) : CHECK_OK;
}

/* Unknown drops matter only if nothing is known to be wrong. */
static enum check_status judge_all(const struct criteria *c,
				   const struct health *h)
{
	enum check_status statuses[] = {
		judge_fill(c, &h->synq), judge_fill(c, &h->acceptq),
		compare(&c->dropping, h->dropping),
		status_of(h->judgement.severity),
	};
	enum check_status worst = CHECK_OK;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(statuses); i++)
		if (statuses[i] > worst)
			worst = statuses[i];
	return !worst && h->unclear ? CHECK_UNKNOWN : worst;
}

/* Names the worst listener, and the worst of its troubles with its duration. */
static void print_judgement(const struct health *h)
{
	const size_t troubled = h->critical + h->warning;
	char cell[CELL_SIZE];

	if (!h->worst)
		return;
	printf("%zu of %zu listener%s in trouble (%s: %s", troubled,
	       h->listeners, h->listeners == 1 ? "" : "s",
	       text_or_dash(h->worst->row->local),
	       troubles_text(&h->judgement, cell));
	if (has_trouble(&h->judgement, TROUBLE_ACCEPTQ_STALLED) ||
	    has_trouble(&h->judgement, TROUBLE_ACCEPTQ_SLOW))
		printf("; the oldest connection waits for %s",
		       duration_us(h->worst->row->acceptq_oldest_us.number,
				   cell));
	printf("), ");
}

static void print_fill(const struct fullest *q, const char *name)
{
	if (!q->listener)
		return;
	printf("%s at most %" PRIu64 " %% full ", name, q->percent);
	if (q->now_only == q->judged)
		printf("now");
	else if (q->now_only)
		printf("in the last 60 s, or now for %zu of them", q->now_only);
	else
		printf("in the last 60 s");
	printf(" (%s, %" PRIu64 " of %" PRIu64 "), ",
	       text_or_dash(q->listener->local), q->depth, q->limit);
}

static void print_dropping(const struct criteria *c, const struct health *h)
{
	char age[CELL_SIZE];

	printf("%zu of %zu listener%s dropped in the last %" PRIu64 " s",
	       h->dropping, h->listeners, h->listeners == 1 ? "" : "s",
	       c->lately_ms / 1000);
	if (h->last)
		printf(" (%s %s ago)", text_or_dash(h->last->local),
		       duration_ms(h->last->drop_age_ms.number, age));
	if (h->unclear)
		printf(", unknown for %zu", h->unclear);
}

/* Prints ' name=value;warning;critical;0'. */
static void print_datum(const char *name, struct value v, const char *unit,
			const struct thresholds *t)
{
	if (known(v))
		printf(" %s=%" PRIu64 "%s", name, v.number, unit);
	else
		printf(" %s=U", name);
	if (t)
		printf(";%s;%s;0", t->warning.text ?: "",
		       t->critical.text ?: "");
}

static struct value number(uint64_t n, bool is_known)
{
	return is_known ? number_value(n) : unknown_value();
}

static void print_data(const struct criteria *c, const struct health *h)
{
	const struct thresholds none = { .warning = { .text = NULL } };

	fputs(" |", stdout);
	print_datum("synq", number(h->synq.percent, h->synq.listener), "%",
		    &c->fill);
	print_datum("acceptq", number(h->acceptq.percent, h->acceptq.listener),
		    "%", &c->fill);
	print_datum("dropping", number(h->dropping, !h->unclear), "",
		    &c->dropping);
	print_datum("cookies", number(h->sending_cookies, !h->cookies_unclear),
		    "", &none);
	print_datum("dropped", h->dropped, "c", NULL);
	print_datum("troubled", number_value(h->critical + h->warning), "",
		    NULL);
	print_datum("critical", number_value(h->critical), "", NULL);
	putchar('\n');
}

enum check_status check_line_print(const struct criteria *c,
				   const struct health *h)
{
	enum check_status status = judge_all(c, h);

	printf("LISTENQ %s: ", status_names[status]);
	print_judgement(h);
	print_fill(&h->synq, "SYN queues");
	print_fill(&h->acceptq, "accept queues");
	print_dropping(c, h);
	print_data(c, h);
	return status;
}
