// SPDX-License-Identifier: GPL-2.0-only
#include "lib/array.h"
#include "table/duration.h"
#include "view/connection_columns.h"

static const struct connection_row *connection_of(const void *row)
{
	return *(const struct connection_row *const *)row;
}

static const char *age_cell(const void *row, char *buf)
{
	struct value us = connection_of(row)->age_us;

	return known(us) ? duration_us(us.number, buf) : NULL;
}

static const struct column columns[] = {
	LQ_CONNECTION_COLUMNS(TABLE_COLUMN)
	[CONNECTION_AGE] = { "age", "how long it has been in the queue, with a unit",
		COLUMN_FILL, OWNERS_NONE, age_cell },
};

static const struct value *values(const void *row)
{
	return connection_of(row)->value;
}

static const struct column_numbers numbers[] = {
	{ CONNECTION_AGE, { CONNECTION_age_us } },
};

const struct column_set connection_columns = {
	.rows = "connections",
	.command = "listenq connections",
	.column = columns,
	.count = NCONNECTION_COLUMNS,
	.values = values,
	.numbers = numbers,
	.nnumbers = ARRAY_SIZE(numbers),
};

_Static_assert(NCONNECTION_COLUMNS <= SELECTION_MAX, "all can be selected");
