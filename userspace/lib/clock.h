/* SPDX-License-Identifier: GPL-2.0-only */
/* How often something is done again, and the clock for it. */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

struct failure;

/* From 0.1 to 3600 seconds. Returns a cmd_status. */
int interval_parse(const char *text, double *seconds, struct failure *why);

uint64_t monotonic_ms(void);

/* Returns how long it is until then, for poll(); 0 if that is past. */
int ms_until(uint64_t then_ms);

#endif /* CLOCK_H */
