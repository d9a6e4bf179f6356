/* SPDX-License-Identifier: GPL-2.0-only */
/* Dates and times as text. */
#ifndef TIMESTAMP_H
#define TIMESTAMP_H

#include <time.h>

#define TIMESTAMP_SIZE sizeof("2026-01-01T23:59:59.999+00:00")

/*
 * Writes date, time and zone as ISO 8601 has them. Returns buf, or NULL for a
 * time that the calendar does not have.
 */
const char *timestamp_text(struct timespec at, char buf[TIMESTAMP_SIZE]);

#endif /* TIMESTAMP_H */
