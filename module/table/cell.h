/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One value of a row. Most are numbers, and remain such as long as they can: a
 * table is mostly the cost of turning them into text.
 */
#ifndef LQ_CELL_H
#define LQ_CELL_H

#include <linux/types.h>

#define LQ_TEXT_MAX 64		/* an endpoint's text is the longest */

struct lq_cell {
	const char *text;		/* NULL: the number, in decimal */
	u64 number;
	char room[LQ_TEXT_MAX];		/* for a text that is made */
};

static inline void lq_cell_number(struct lq_cell *cell, u64 number)
{
	cell->text = NULL;
	cell->number = number;
}

/* A text that outlives the cell, or is in its room. */
static inline void lq_cell_text(struct lq_cell *cell, const char *text)
{
	cell->text = text;
}

static inline void lq_cell_unknown(struct lq_cell *cell)
{
	lq_cell_text(cell, "-");
}

/* A number's digits, up to end; returns the first. */
static inline char *lq_decimal(char *end, u64 number)
{
	do {
		*--end = '0' + number % 10;
		number /= 10;
	} while (number);
	return end;
}

#endif /* LQ_CELL_H */
