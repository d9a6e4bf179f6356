// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "lib/timestamp.h"

/* Adds the colon in the zone, which ISO 8601 requires and strftime() omits. */
const char *timestamp_text(struct timespec at, char buf[TIMESTAMP_SIZE])
{
	char date[32], zone[8];
	struct tm tm;
	int n;

	if (!localtime_r(&at.tv_sec, &tm) ||
	    !strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%S", &tm) ||
	    !strftime(zone, sizeof(zone), "%z", &tm))
		return NULL;
	n = snprintf(buf, TIMESTAMP_SIZE, "%s.%03u%.3s:%.2s", date,
		     (unsigned int)(at.tv_nsec / 1000000) % 1000, zone,
		     zone + 3);
	return n > 0 && (size_t)n < TIMESTAMP_SIZE ? buf : NULL;
}
