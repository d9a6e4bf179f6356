// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "columns.h"
#include "entry.h"

static const struct listener *listener_of(const void *row)
{
	const struct entry *entry = row;

	return entry->listener;
}

static const char *syn_queue_cell(const void *row, char *buf)
{
	const struct listener *l = listener_of(row);

	return fill_cell(l->synq, l->synq_limit, buf);
}

static const char *accept_queue_cell(const void *row, char *buf)
{
	const struct listener *l = listener_of(row);

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

static const char *refused_cell(const void *row, char *buf)
{
	return number_cell(listener_refused(listener_of(row)), buf);
}

static const char *pid_cell(const void *row, char *buf)
{
	const struct entry *entry = row;

	if (!entry->owner.count)
		return NULL;
	snprintf(buf, CELL_SIZE, "%d", entry->owner.holders[0].pid);
	return buf;
}

static const char *process_cell(const void *row, char *buf)
{
	const struct entry *entry = row;

	(void)buf;
	return owner_name(entry->owner);
}

static const char *holders_cell(const void *row, char *buf)
{
	const struct entry *entry = row;

	if (!entry->owner.count || entry->is_group)
		return NULL;
	snprintf(buf, CELL_SIZE, "%zu", entry->owner.count);
	return buf;
}

static const char *netns_name_cell(const void *row, char *buf)
{
	const struct entry *entry = row;

	(void)buf;
	return entry->netns_name;
}

static const struct column columns[] = {
#define X(token, kind, help) [LISTENER_##token] = \
	{ #token, help, KIND_##kind == KIND_TEXT ? COLUMN_TEXT : \
	  COLUMN_NUMBER, false, NULL },
	LQ_LISTENER_COLUMNS(X)
#undef X
	[COLUMN_SYN_QUEUE] = { "syn_queue",
		"SYN queue: depth now / limit",
		COLUMN_FILL, false, syn_queue_cell },
	[COLUMN_SYN_PEAK] = { "syn_peak",
		"SYN queue: deepest so far; SYNQ-PEAK by another name",
		COLUMN_NUMBER, false, syn_peak_cell },
	[COLUMN_ACCEPT_QUEUE] = { "accept_queue",
		"accept queue: depth now / limit",
		COLUMN_FILL, false, accept_queue_cell },
	[COLUMN_ACCEPT_PEAK] = { "accept_peak",
		"accept queue: deepest so far; ACCEPTQ-PEAK by another name",
		COLUMN_NUMBER, false, accept_peak_cell },
	[COLUMN_REFUSED] = { "refused",
		"SYNs and final ACKs refused: the sum of the causes counted",
		COLUMN_NUMBER, false, refused_cell },
	[COLUMN_PID] = { "pid",
		"process that holds the socket; of several, the lowest pid",
		COLUMN_NUMBER, true, pid_cell },
	[COLUMN_PROCESS] = { "process",
		"name of that process",
		COLUMN_TEXT, true, process_cell },
	[COLUMN_HOLDERS] = { "holders",
		"how many processes hold the socket",
		COLUMN_NUMBER, true, holders_cell },
	[COLUMN_NETNS_NAME] = { "netns_name",
		"network namespace: name in /run/netns, container, service, "
		"first process, or NETNS",
		COLUMN_TEXT, false, netns_name_cell },
};

static const size_t by_default[] = {
	LISTENER_local,
	COLUMN_SYN_QUEUE, COLUMN_SYN_PEAK,
	COLUMN_ACCEPT_QUEUE, COLUMN_ACCEPT_PEAK,
	LISTENER_cookies, COLUMN_REFUSED,
	COLUMN_PID, COLUMN_PROCESS,
};

static const struct value *values(const void *row)
{
	return listener_of(row)->value;
}

const struct column_set listener_columns = {
	"listeners", "listenq list", columns, NCOLUMNS, values,
};

_Static_assert(NCOLUMNS <= SELECTION_MAX, "a selection can have them all");

void selection_default(struct selection *s)
{
	size_t i;

	s->set = &listener_columns;
	for (i = 0; i < sizeof(by_default) / sizeof(by_default[0]); i++)
		selection_append(s, by_default[i]);
}
