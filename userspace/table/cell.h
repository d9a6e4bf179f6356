/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values as the text of a cell. All functions return buf, or NULL for unknown.
 */
#ifndef CELL_H
#define CELL_H

#include <stdint.h>

#include "table/table.h"

/* Fits an IPv6 address with port and a word, and the ids of all troubles. */
#define CELL_SIZE 256

const char *number_cell(struct value v, char buf[CELL_SIZE]);

/* Writes "3/128", or "3/-" if only one number is known. */
const char *fill_cell(struct value depth, struct value limit,
		      char buf[CELL_SIZE]);

/* Writes milliseconds for people: "0.4s", "12s", "3m05s", "2h40m", "9d03h". */
const char *duration_cell(struct value ms, char buf[CELL_SIZE]);

const char *signed_cell(int64_t n, char buf[CELL_SIZE]);

/* Writes one decimal, or as many as it takes to differ from 0. */
const char *per_second_cell(double n, char buf[CELL_SIZE]);

#endif /* CELL_H */
