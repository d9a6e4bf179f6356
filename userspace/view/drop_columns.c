// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "lib/array.h"
#include "lib/timestamp.h"
#include "view/drop_columns.h"

static const struct drop_row *drop_of(const void *row)
{
	const struct drop_event *event = row;

	return event->row;
}

static const char *age_cell(const void *row, char *buf)
{
	return duration_cell(drop_of(row)->age_ms, buf);
}

static bool format_time(const struct drop_event *event, const char *format,
			char *buf)
{
	struct tm tm;

	return event->at.tv_sec && localtime_r(&event->at.tv_sec, &tm) &&
	       strftime(buf, CELL_SIZE, format, &tm);
}

static size_t append_ms(const struct drop_event *event, char *buf)
{
	size_t length = strlen(buf);

	return length + (size_t)snprintf(buf + length, CELL_SIZE - length,
					 ".%03ld", event->at.tv_nsec / 1000000);
}

static const char *time_cell(const void *row, char *buf)
{
	if (!format_time(row, "%H:%M:%S", buf))
		return NULL;
	append_ms(row, buf);
	return buf;
}

static const char *timestamp_cell(const void *row, char *buf)
{
	const struct drop_event *event = row;

	return event->at.tv_sec ? timestamp_text(event->at, buf) : NULL;
}

static const char *syn_queue_cell(const void *row, char *buf)
{
	const struct drop_row *drop = drop_of(row);

	return fill_cell(drop->synq, drop->synq_limit, buf);
}

static const char *accept_queue_cell(const void *row, char *buf)
{
	const struct drop_row *drop = drop_of(row);

	return fill_cell(drop->acceptq, drop->acceptq_limit, buf);
}

static const struct column columns[] = {
	LQ_DROP_COLUMNS(TABLE_COLUMN)
	[DROP_AGE] = { "age", "how long ago, with a unit",
		COLUMN_FILL, OWNERS_NONE, age_cell },
	[DROP_TIME] = { "time", "time of day",
		COLUMN_TEXT, OWNERS_NONE, time_cell },
	[DROP_TIMESTAMP] = { "timestamp", "date and time, ISO 8601",
		COLUMN_TEXT, OWNERS_NONE, timestamp_cell },
	[DROP_SYN_QUEUE] = { "syn_queue", "SYN queue: depth / limit",
		COLUMN_FILL, OWNERS_NONE, syn_queue_cell },
	[DROP_ACCEPT_QUEUE] = { "accept_queue",
		"accept queue: depth / limit",
		COLUMN_FILL, OWNERS_NONE, accept_queue_cell },
};

static const struct value *values(const void *row)
{
	return drop_of(row)->value;
}

static const struct column_numbers numbers[] = {
	{ DROP_AGE, { DROP_age_ms } },
	{ DROP_SYN_QUEUE, { DROP_synq, DROP_synq_limit } },
	{ DROP_ACCEPT_QUEUE, { DROP_acceptq, DROP_acceptq_limit } },
};

const struct column_set drop_columns = {
	.rows = "drops",
	.command = "listenq drops",
	.column = columns,
	.count = NDROP_COLUMNS,
	.values = values,
	.numbers = numbers,
	.nnumbers = ARRAY_SIZE(numbers),
};

_Static_assert(NDROP_COLUMNS <= SELECTION_MAX, "all can be selected");
