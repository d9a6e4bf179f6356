/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers as text. */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Reads the decimal digits at *text and moves *text behind them; no sign, no
 * blanks. Returns 0, -EINVAL if there is no digit, -ERANGE beyond 64 bits.
 */
int number_scan(const char **text, uint64_t *number);

/* Whether text is a decimal number of at most 64 bits and nothing else. */
bool number_parse(const char *text, uint64_t *number);

#endif /* NUMBER_H */
