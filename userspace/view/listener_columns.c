// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "lib/array.h"
#include "listener/group.h"
#include "view/fit.h"
#include "view/listener_columns.h"

static const struct listener_row *listener_of(const void *row)
{
	const struct listener *listener = row;

	return listener->row;
}

static const char *syn_queue_cell(const void *row, char *buf)
{
	const struct listener_row *l = listener_of(row);

	return fill_cell(l->synq, l->synq_limit, buf);
}

static const char *accept_queue_cell(const void *row, char *buf)
{
	const struct listener_row *l = listener_of(row);

	return fill_cell(l->acceptq, l->acceptq_limit, buf);
}

static const char *syn_peak_cell(const void *row, char *buf)
{
	return number_cell(listener_of(row)->synq_peak, buf);
}

static const char *accept_peak_cell(const void *row, char *buf)
{
	return number_cell(listener_of(row)->acceptq_peak, buf);
}

static const char *dropped_cell(const void *row, char *buf)
{
	return number_cell(listener_drops(listener_of(row)), buf);
}

static const char *rate_cell(const void *row, enum listener_rate which,
			     char *buf)
{
	const struct listener *listener = row;
	const struct rate *rate = &listener->rate[which];

	if (!rate->known)
		return NULL;
	return per_second_cell(rate->per_second, buf);
}

static const char *syn_rate_cell(const void *row, char *buf)
{
	return rate_cell(row, RATE_SYNS, buf);
}

static const char *accept_rate_cell(const void *row, char *buf)
{
	return rate_cell(row, RATE_ACCEPTED, buf);
}

static const char *dropped_rate_cell(const void *row, char *buf)
{
	return rate_cell(row, RATE_DROPS, buf);
}

static const char *cookie_rate_cell(const void *row, char *buf)
{
	return rate_cell(row, RATE_COOKIES, buf);
}

static const char *pid_cell(const void *row, char *buf)
{
	const struct listener *listener = row;

	return number_cell(owner_pid(listener->owner), buf);
}

static const char *process_cell(const void *row, char *buf)
{
	const struct listener *listener = row;

	(void)buf;
	return owner_name(listener->owner);
}

static const char *holders_cell(const void *row, char *buf)
{
	const struct listener *listener = row;

	if (!listener->owner.count || listener->is_group)
		return NULL;
	snprintf(buf, CELL_SIZE, "%zu", listener->owner.count);
	return buf;
}

static const char *netns_name_cell(const void *row, char *buf)
{
	const struct listener *listener = row;

	(void)buf;
	return listener->netns_name;
}

static const char *severity_cell(const void *row, char *buf)
{
	const struct listener *listener = row;

	(void)buf;
	return severity_name(listener->judgement.severity);
}

static const char *trouble_cell(const void *row, char *buf)
{
	const struct listener *listener = row;

	if (!listener->judgement.severity)
		return NULL;
	return troubles_text(&listener->judgement, buf);
}

static const struct column columns[] = {
	LQ_LISTENER_COLUMNS(TABLE_COLUMN)
	[COLUMN_SYN_QUEUE] = { "syn_queue",
		"SYN queue: depth / limit",
		COLUMN_FILL, OWNERS_NONE, syn_queue_cell },
	[COLUMN_SYN_PEAK] = { "syn_peak",
		"SYN queue: peak; the same as SYNQ-PEAK",
		COLUMN_NUMBER, OWNERS_NONE, syn_peak_cell },
	[COLUMN_ACCEPT_QUEUE] = { "accept_queue",
		"accept queue: depth / limit",
		COLUMN_FILL, OWNERS_NONE, accept_queue_cell },
	[COLUMN_ACCEPT_PEAK] = { "accept_peak",
		"accept queue: peak; the same as ACCEPTQ-PEAK",
		COLUMN_NUMBER, OWNERS_NONE, accept_peak_cell },
	[COLUMN_DROPS] = { "drops",
		"SYNs and final ACKs dropped, for all causes together",
		COLUMN_NUMBER, OWNERS_NONE, dropped_cell },
	[COLUMN_SYN_RATE] = { "syns/s",
		"SYNs per second since the previous table, with --watch",
		COLUMN_NUMBER, OWNERS_NONE, syn_rate_cell },
	[COLUMN_ACCEPT_RATE] = { "accepted/s",
		"connections that accept() took per second, with --watch",
		COLUMN_NUMBER, OWNERS_NONE, accept_rate_cell },
	[COLUMN_DROPS_RATE] = { "drops/s",
		"SYNs and final ACKs dropped per second, with --watch",
		COLUMN_NUMBER, OWNERS_NONE, dropped_rate_cell },
	[COLUMN_COOKIE_RATE] = { "cookies/s",
		"SYN cookies sent per second, with --watch",
		COLUMN_NUMBER, OWNERS_NONE, cookie_rate_cell },
	[COLUMN_PID] = { "pid",
		"process that holds the socket; of several, the one with the lowest descriptor",
		COLUMN_NUMBER, OWNERS_FIRST, pid_cell },
	[COLUMN_PROCESS] = { "process",
		"name of that process",
		COLUMN_TEXT, OWNERS_FIRST, process_cell },
	[COLUMN_HOLDERS] = { "holders",
		"number of processes that hold the socket",
		COLUMN_NUMBER, OWNERS_ALL, holders_cell },
	[COLUMN_NETNS_NAME] = { "netns_name",
		"network namespace: its name in /run/netns, else its container, "
		"service, first process, or NETNS",
		COLUMN_TEXT, OWNERS_NONE, netns_name_cell },
	[COLUMN_SEVERITY] = { "severity",
		"how it is judged: ok, warning or critical; of a group, the worst member",
		COLUMN_TEXT, OWNERS_NONE, severity_cell },
	[COLUMN_TROUBLE] = { "trouble",
		"its troubles, the worst first, as listed below",
		COLUMN_TEXT, OWNERS_NONE, trouble_cell },
};

static const size_t by_default[] = {
	LISTENER_local,
	COLUMN_SYN_QUEUE, COLUMN_SYN_PEAK,
	COLUMN_ACCEPT_QUEUE, COLUMN_ACCEPT_PEAK,
	LISTENER_cookies, COLUMN_DROPS,
	COLUMN_PID, COLUMN_PROCESS,
};

static const size_t with_rates[] = {
	LISTENER_local, COLUMN_SYN_QUEUE, COLUMN_ACCEPT_QUEUE,
	COLUMN_SYN_RATE, COLUMN_ACCEPT_RATE, COLUMN_DROPS_RATE,
	COLUMN_COOKIE_RATE,
	COLUMN_PID, COLUMN_PROCESS,
};

static const struct dispensable dispensable[] = {
	{ COLUMN_PID, false },
	{ LISTENER_cookies, true },
	{ COLUMN_COOKIE_RATE, true },
	{ COLUMN_SYN_PEAK, false },
	{ COLUMN_ACCEPT_RATE, false },
	{ LISTENER_cookies, false },
	{ COLUMN_COOKIE_RATE, false },
	{ COLUMN_ACCEPT_PEAK, false },
	{ COLUMN_SYN_RATE, false },
};

void listener_selection_fit(struct selection *s, struct selection *left_out,
			    const struct table_view *view, size_t width)
{
	selection_fit(s, left_out, view, dispensable, ARRAY_SIZE(dispensable),
		      width);
}

static const struct value *values(const void *row)
{
	return listener_of(row)->value;
}

static const struct column_numbers numbers[] = {
	{ COLUMN_SYN_QUEUE, { LISTENER_synq, LISTENER_synq_limit } },
	{ COLUMN_ACCEPT_QUEUE, { LISTENER_acceptq, LISTENER_acceptq_limit } },
};

const struct column_set listener_columns = {
	.rows = "listeners",
	.command = "listenq list",
	.column = columns,
	.count = NCOLUMNS,
	.values = values,
	.numbers = numbers,
	.nnumbers = ARRAY_SIZE(numbers),
};

_Static_assert(NCOLUMNS <= SELECTION_MAX, "a selection can have them all");

void listener_selection_default(struct selection *s, bool rates)
{
	s->set = &listener_columns;
	if (rates)
		selection_default(s, with_rates, ARRAY_SIZE(with_rates));
	else
		selection_default(s, by_default, ARRAY_SIZE(by_default));
}

static const char *colour_of(enum severity severity)
{
	switch (severity) {
	case SEVERITY_CRITICAL:
		return "red";
	case SEVERITY_WARNING:
		return "yellow";
	default:
		return NULL;
	}
}

/* Of a branch too: the judgement of a group is that of its worst member. */
const char *listener_colour(const void *row)
{
	const struct listener *listener = row;

	return colour_of(listener->judgement.severity);
}
