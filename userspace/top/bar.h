/* SPDX-License-Identifier: GPL-2.0-only */
/* How full a queue is, as a bar with a mark where it was at worst. */
#ifndef BAR_H
#define BAR_H

#include <stdbool.h>

#include "table/table.h"

struct bar {
	struct value depth, peak, limit;
};

#define BAR_COLUMNS 40
#define BAR_SIZE (3 * BAR_COLUMNS + 1)

/* columns: 1 to BAR_COLUMNS; blank if the depth or the limit is not known. */
void bar_text(struct bar bar, int columns, bool utf8, char text[BAR_SIZE]);

#endif /* BAR_H */
