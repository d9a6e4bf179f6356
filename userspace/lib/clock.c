// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <time.h>

#include "lib/clock.h"
#include "lib/failure.h"

int interval_parse(const char *text, double *seconds, struct failure *why)
{
	char *end;

	*seconds = strtod(text, &end);
	if (end == text || *end || !(*seconds >= 0.1) || *seconds > 3600)
		return fail(why, EXIT_USAGE, "'%s': an interval is from 0.1 to "
			    "3600 seconds", text);
	return EXIT_OK;
}

uint64_t monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int ms_until(uint64_t then_ms)
{
	uint64_t now = monotonic_ms();

	return then_ms > now ? (int)(then_ms - now) : 0;
}
