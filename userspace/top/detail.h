/* SPDX-License-Identifier: GPL-2.0-only */
/* All about one listener, as lines. */
#ifndef DETAIL_H
#define DETAIL_H

#include <stdbool.h>

struct board_row;
struct lines;

/* row: NULL if the listener is gone. Reads further tables of the module. */
void page_make(struct lines *out, const struct board_row *row, bool utf8);

#endif /* DETAIL_H */
