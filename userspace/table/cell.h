/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers as the text that a cell of a table holds. */
#ifndef CELL_H
#define CELL_H

#include <stdint.h>

#include "table/table.h"

/* The longest are an IPv6 address with its port and a word. */
#define CELL_SIZE 64

/* NULL if not known; else buf. */
const char *number_cell(struct value v, char buf[CELL_SIZE]);

/* Both numbers, "3/128" or "3/-"; NULL if neither is known. */
const char *fill_cell(struct value depth, struct value limit,
		      char buf[CELL_SIZE]);

/* Milliseconds, for people: "0.4s", "12s", "3m05s", "2h40m", "9d03h". */
const char *duration_cell(struct value ms, char buf[CELL_SIZE]);

const char *signed_cell(int64_t n, char buf[CELL_SIZE]);

/* With one decimal, or as many as show that it is not 0. */
const char *per_second_cell(double n, char buf[CELL_SIZE]);

#endif /* CELL_H */
