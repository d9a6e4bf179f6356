/* SPDX-License-Identifier: GPL-2.0-only */
/* The monotonic clock, and intervals as users give them. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

struct failure;

/* Parses an interval of 0.1 to 3600 seconds. Returns an exit_status. */
int interval_parse(const char *text, double *seconds, struct failure *why);

/* Returns the milliseconds since boot; the clock is never set back. */
uint64_t monotonic_ms(void);

/*
 * Returns how many ms it is until then, as poll() takes them; 0 if it is past.
 */
int ms_until(uint64_t then_ms);

#endif /* CLOCK_H */
