// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/array.h"
#include "table/duration.h"
#include "view/episode_columns.h"

static const struct episode_row *episode_of(const void *row)
{
	return *(const struct episode_row *const *)row;
}

static bool format_begin(const struct episode_row *episode, const char *format,
			 char *buf)
{
	time_t at = (time_t)(episode->begin_ms.number / 1000);
	struct tm tm;

	return known(episode->begin_ms) && localtime_r(&at, &tm) &&
	       strftime(buf, CELL_SIZE, format, &tm);
}

static const char *begin_cell(const void *row, char *buf)
{
	if (!format_begin(episode_of(row), "%Y-%m-%d %H:%M:%S", buf))
		return NULL;
	return buf;
}

/* Adds the colon in the zone, which ISO 8601 requires and strftime() omits. */
static const char *timestamp_cell(const void *row, char *buf)
{
	const struct episode_row *episode = episode_of(row);
	char zone[CELL_SIZE];
	size_t length;

	if (!format_begin(episode, "%z", zone) ||
	    !format_begin(episode, "%Y-%m-%dT%H:%M:%S", buf))
		return NULL;
	length = strlen(buf);
	snprintf(buf + length, CELL_SIZE - length, ".%03u%.3s:%.2s",
		 (unsigned int)(episode->begin_ms.number % 1000), zone, zone + 3);
	return buf;
}

static const char *ms_cell(struct value ms, char *buf)
{
	if (none(ms))
		return "<1 ms";
	return known(ms) ? duration_ms(ms.number, buf) : NULL;
}

static const char *age_cell(const void *row, char *buf)
{
	return ms_cell(episode_of(row)->age_ms, buf);
}

static const char *duration_text(const void *row, char *buf)
{
	return ms_cell(episode_of(row)->duration_ms, buf);
}

static const char *syn_queue_cell(const void *row, char *buf)
{
	const struct episode_row *episode = episode_of(row);

	return fill_cell(episode->synq_peak, episode->synq_limit, buf);
}

static const char *accept_queue_cell(const void *row, char *buf)
{
	const struct episode_row *episode = episode_of(row);

	return fill_cell(episode->acceptq_peak, episode->acceptq_limit, buf);
}

struct value episode_drops(const struct episode_row *episode)
{
	struct value sum = { .number = 0, .state = VALUE_ABSENT };
	size_t i;

	for (i = EPISODE_syn_acceptq_full; i <= EPISODE_cookie_other; i++)
		value_add(&sum, episode->value[i]);
	return sum;
}

static const char *dropped_cell(const void *row, char *buf)
{
	return number_cell(episode_drops(episode_of(row)), buf);
}

static const char *clients_cell(const void *row, char *buf)
{
	const struct episode_row *e = episode_of(row);

	if (!known(e->clients_dropped) || !known(e->clients_late) ||
	    !known(e->clients_lost))
		return NULL;
	snprintf(buf, CELL_SIZE, "%" PRIu64 "/%" PRIu64 "/%" PRIu64,
		 e->clients_dropped.number, e->clients_late.number,
		 e->clients_lost.number);
	return buf;
}

static const char *accept_gap_cell(const void *row, char *buf)
{
	return ms_cell(episode_of(row)->accept_gap_ms, buf);
}

static const char *accept_wait_cell(const void *row, char *buf)
{
	struct value us = episode_of(row)->accept_wait_us;

	return known(us) ? duration_us(us.number, buf) : NULL;
}

#define TIME(token, help, cell) { token, help, COLUMN_FILL, OWNERS_NONE, cell }

static const struct column columns[] = {
	LQ_EPISODE_COLUMNS(TABLE_COLUMN)
	[EPISODE_BEGIN] = { "begin", "when it began, local time",
		COLUMN_TEXT, OWNERS_NONE, begin_cell },
	[EPISODE_TIMESTAMP] = { "timestamp", "the same, ISO 8601",
		COLUMN_TEXT, OWNERS_NONE, timestamp_cell },
	[EPISODE_AGE] = TIME("age", "how long ago, with a unit", age_cell),
	[EPISODE_DURATION] = TIME("duration", "how long it lasted, with a unit",
				  duration_text),
	[EPISODE_SYN_QUEUE] = TIME("syn_queue", "SYN queue: peak / limit",
				   syn_queue_cell),
	[EPISODE_ACCEPT_QUEUE] = TIME("accept_queue", "accept queue: peak / limit",
				      accept_queue_cell),
	[EPISODE_DROPPED] = { "dropped", "packets dropped, all causes",
		COLUMN_NUMBER, OWNERS_NONE, dropped_cell },
	[EPISODE_CLIENTS] = TIME("clients",
		"clients that lost a packet / got in late / never did", clients_cell),
	[EPISODE_ACCEPT_GAP] = TIME("accept_gap",
		"longest time without an accept(), with a unit", accept_gap_cell),
	[EPISODE_ACCEPT_WAIT] = TIME("accept_wait",
		"longest wait for accept(), with a unit", accept_wait_cell),
};

static const struct value *values(const void *row)
{
	return episode_of(row)->value;
}

static const struct column_numbers numbers[] = {
	{ EPISODE_AGE, { EPISODE_age_ms } },
	{ EPISODE_DURATION, { EPISODE_duration_ms } },
	{ EPISODE_SYN_QUEUE, { EPISODE_synq_peak, EPISODE_synq_limit } },
	{ EPISODE_ACCEPT_QUEUE, { EPISODE_acceptq_peak, EPISODE_acceptq_limit } },
	{ EPISODE_ACCEPT_GAP, { EPISODE_accept_gap_ms } },
	{ EPISODE_ACCEPT_WAIT, { EPISODE_accept_wait_us } },
};

const struct column_set episode_columns = {
	.rows = "episodes",
	.command = "listenq history",
	.column = columns,
	.count = NEPISODE_COLUMNS,
	.values = values,
	.numbers = numbers,
	.nnumbers = ARRAY_SIZE(numbers),
};

_Static_assert(NEPISODE_COLUMNS <= SELECTION_MAX, "all can be selected");
