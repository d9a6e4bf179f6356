/* SPDX-License-Identifier: GPL-2.0-only */
/* A bar that shows how full a queue is, with a mark at its peak. */
#ifndef BAR_H
#define BAR_H

#include <stdbool.h>

#include "table/table.h"

struct bar {
	struct value depth, peak, limit;
};

#define BAR_COLUMNS 40
#define BAR_SIZE (3 * BAR_COLUMNS + 1)

/*
 * Writes a bar of 1 to BAR_COLUMNS columns; it is blank if the depth or the
 * limit is unknown.
 */
void bar_text(struct bar bar, int columns, bool utf8, char text[BAR_SIZE]);

#endif /* BAR_H */
