/* SPDX-License-Identifier: GPL-2.0-only */
/* Durations for people, rounded down: "35 us", "1.2 ms", "2.1 s", "12 min". */
#ifndef DURATION_H
#define DURATION_H

#include <stdint.h>

#include "table/cell.h"

/* Both return buf. */
const char *duration_us(uint64_t us, char buf[CELL_SIZE]);
const char *duration_ms(uint64_t ms, char buf[CELL_SIZE]);

#endif /* DURATION_H */
