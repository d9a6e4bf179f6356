// SPDX-License-Identifier: GPL-2.0-only
#include "lib/array.h"
#include "listener/drop_groups.h"
#include "view/drop_group_columns.h"

enum {
	GROUP_KEY, GROUP_DROPS, GROUP_CLIENTS, GROUP_FIRST, GROUP_LAST,
	GROUP_FIRST_MS, GROUP_LAST_MS, NGROUP_COLUMNS
};

static const struct drop_group *group_of(const void *row)
{
	return row;
}

static const char *key_cell(const void *row, char *buf)
{
	(void)buf;
	return group_of(row)->key;
}

static const char *drops_cell(const void *row, char *buf)
{
	return number_cell(number_value(group_of(row)->drops), buf);
}

static const char *clients_cell(const void *row, char *buf)
{
	return number_cell(number_value(group_of(row)->clients), buf);
}

static const char *first_cell(const void *row, char *buf)
{
	return duration_cell(group_of(row)->first_ms, buf);
}

static const char *last_cell(const void *row, char *buf)
{
	return duration_cell(group_of(row)->last_ms, buf);
}

static const char *first_ms_cell(const void *row, char *buf)
{
	return number_cell(group_of(row)->first_ms, buf);
}

static const char *last_ms_cell(const void *row, char *buf)
{
	return number_cell(group_of(row)->last_ms, buf);
}

static const struct column columns[] = {
	[GROUP_KEY] = { "key", "client, network, cause or listener",
		COLUMN_TEXT, OWNERS_NONE, key_cell },
	[GROUP_DROPS] = { "drops", "how many drops",
		COLUMN_NUMBER, OWNERS_NONE, drops_cell },
	[GROUP_CLIENTS] = { "clients", "how many different addresses of clients",
		COLUMN_NUMBER, OWNERS_NONE, clients_cell },
	[GROUP_FIRST] = { "first", "how long ago the first was, with a unit",
		COLUMN_FILL, OWNERS_NONE, first_cell },
	[GROUP_LAST] = { "last", "how long ago the last was, with a unit",
		COLUMN_FILL, OWNERS_NONE, last_cell },
	[GROUP_FIRST_MS] = { "first_ms", "FIRST in milliseconds",
		COLUMN_NUMBER, OWNERS_NONE, first_ms_cell },
	[GROUP_LAST_MS] = { "last_ms", "LAST in milliseconds",
		COLUMN_NUMBER, OWNERS_NONE, last_ms_cell },
};

static const struct column_numbers numbers[] = {
	{ GROUP_FIRST, { GROUP_FIRST_MS } },
	{ GROUP_LAST, { GROUP_LAST_MS } },
};

const struct column_set drop_group_columns = {
	.rows = "drops",
	.command = "listenq drops",
	.column = columns,
	.count = NGROUP_COLUMNS,
	.numbers = numbers,
	.nnumbers = ARRAY_SIZE(numbers),
};

void drop_group_selection(struct selection *s)
{
	static const size_t shown[] = {
		GROUP_KEY, GROUP_DROPS, GROUP_CLIENTS, GROUP_FIRST, GROUP_LAST,
	};

	*s = (struct selection){ .set = &drop_group_columns };
	selection_default(s, shown, ARRAY_SIZE(shown));
}
