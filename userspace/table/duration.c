// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "table/duration.h"

#define SECOND 1000000ULL
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* A duration has the first unit whose end it does not reach. */
static const struct unit {
	uint64_t us;
	uint64_t end;
	const char *name;
} units[] = {
	{ 1, 1000, "us" },
	{ 1000, SECOND, "ms" },
	{ SECOND, 2 * MINUTE, "s" },
	{ MINUTE, 2 * HOUR, "min" },
	{ HOUR, 2 * DAY, "h" },
	{ DAY, UINT64_MAX, "d" },
};

static const struct unit *unit_of(uint64_t us)
{
	const struct unit *unit = units;

	while (us >= unit->end && unit->end != UINT64_MAX)
		unit++;
	return unit;
}

/* Cuts off, does not round up: that much time has really passed. */
const char *duration_us(uint64_t us, char buf[CELL_SIZE])
{
	const struct unit *unit = unit_of(us);
	uint64_t whole = us / unit->us;

	if (unit->us > 1 && whole < 10)
		snprintf(buf, CELL_SIZE, "%" PRIu64 ".%" PRIu64 " %s", whole,
			 us % unit->us / (unit->us / 10), unit->name);
	else
		snprintf(buf, CELL_SIZE, "%" PRIu64 " %s", whole, unit->name);
	return buf;
}

const char *duration_ms(uint64_t ms, char buf[CELL_SIZE])
{
	uint64_t us;

	if (__builtin_mul_overflow(ms, 1000, &us))
		us = UINT64_MAX;
	return duration_us(us, buf);
}
