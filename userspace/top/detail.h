/* SPDX-License-Identifier: GPL-2.0-only */
/* The detail screen of one listener, as text lines. */
#ifndef DETAIL_H
#define DETAIL_H

#include <stdbool.h>

struct text_lines;
struct top_list_row;

/*
 * Replaces out by everything about the listener; row is NULL if it is gone.
 * Reads further tables of the module. Returns 0 or -ENOMEM.
 */
int detail_lines(struct text_lines *out, const struct top_list_row *row,
		 bool utf8);

#endif /* DETAIL_H */
