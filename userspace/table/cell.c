// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "table/cell.h"

/*
 * Returns the end. Not snprintf(), which would take half of the time of a
 * table.
 */
static char *put_number(char *to, uint64_t n)
{
	char digits[20], *first = digits + sizeof(digits);

	do {
		*--first = (char)('0' + n % 10);
		n /= 10;
	} while (n);
	return mempcpy(to, first, (size_t)(digits + sizeof(digits) - first));
}

static char *put_value(char *to, struct value v)
{
	if (known(v))
		return put_number(to, v.number);
	*to = '-';
	return to + 1;
}

const char *number_cell(struct value v, char buf[CELL_SIZE])
{
	if (!known(v))
		return NULL;
	*put_number(buf, v.number) = '\0';
	return buf;
}

const char *signed_cell(int64_t n, char buf[CELL_SIZE])
{
	snprintf(buf, CELL_SIZE, "%" PRId64, n);
	return buf;
}

const char *fill_cell(struct value depth, struct value limit,
		      char buf[CELL_SIZE])
{
	char *end;

	if (!known(depth) && !known(limit))
		return NULL;
	end = put_value(buf, depth);
	*end++ = '/';
	*put_value(end, limit) = '\0';
	return buf;
}

const char *duration_cell(struct value ms, char buf[CELL_SIZE])
{
	uint64_t s = ms.number / 1000;

	if (!known(ms))
		return NULL;
	if (s < 10)
		snprintf(buf, CELL_SIZE, "%" PRIu64 ".%" PRIu64 "s", s,
			 ms.number % 1000 / 100);
	else if (s < 60)
		snprintf(buf, CELL_SIZE, "%" PRIu64 "s", s);
	else if (s < 3600)
		snprintf(buf, CELL_SIZE, "%" PRIu64 "m%02" PRIu64 "s",
			 s / 60, s % 60);
	else if (s < 86400)
		snprintf(buf, CELL_SIZE, "%" PRIu64 "h%02" PRIu64 "m",
			 s / 3600, s / 60 % 60);
	else
		snprintf(buf, CELL_SIZE, "%" PRIu64 "d%02" PRIu64 "h",
			 s / 86400, s / 3600 % 24);
	return buf;
}

/* One event in the longest interval, an hour, is 0.0003 a second. */
const char *per_second_cell(double n, char buf[CELL_SIZE])
{
	int decimals = n < 0.05 ? 4 : 1;

	snprintf(buf, CELL_SIZE, "%.*f", n > 0 ? decimals : 0, n);
	return buf;
}
