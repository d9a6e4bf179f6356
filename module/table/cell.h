/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One value of a row. Most are numbers and are kept as numbers until the line
 * is written: converting them to text is most of the cost of a table.
 */
#ifndef LQ_CELL_H
#define LQ_CELL_H

#include <linux/types.h>

#define LQ_TEXT_MAX 128		/* an endpoint's text is the longest */

struct lq_cell {
	const char *text;		/* NULL: the number, in decimal */
	u64 number;
	char room[LQ_TEXT_MAX];		/* for a text that is composed */
};

/**
 * lq_cell_number() - set a cell to a number
 * @cell: the cell
 * @number: shown in decimal
 *
 * Context: any.
 */
static inline void lq_cell_number(struct lq_cell *cell, u64 number)
{
	cell->text = NULL;
	cell->number = number;
}

/**
 * lq_cell_text() - set a cell to a text
 * @cell: the cell
 * @text: not copied: constant, or in the cell's room
 *
 * Context: any.
 */
static inline void lq_cell_text(struct lq_cell *cell, const char *text)
{
	cell->text = text;
}

/**
 * lq_cell_unknown() - set a cell to "-"
 * @cell: the cell
 *
 * Context: any.
 */
static inline void lq_cell_unknown(struct lq_cell *cell)
{
	lq_cell_text(cell, "-");
}

/**
 * lq_escape() - write a text as one word of printable ASCII
 * @to: the result; needs up to four bytes for each byte of @text, and one more
 * @text: any bytes
 *
 * Other bytes than printable ASCII, and the backslash, become a backslash and
 * three octal digits, as in /proc/mounts.
 *
 * Context: any.
 * Return: the end of the result, a NUL.
 */
char *lq_escape(char *to, const char *text);

/**
 * lq_cell_escaped() - set a cell to a text that may hold any bytes
 * @cell: the cell
 * @text: copied; at most LQ_TEXT_MAX / 4 bytes. An empty text is unknown; the
 *	text "-", which would look so, is escaped
 *
 * Context: any.
 */
void lq_cell_escaped(struct lq_cell *cell, const char *text);

/**
 * lq_decimal() - write a number in decimal, right-aligned
 * @end: behind the last digit
 * @number: the number
 *
 * Context: any.
 * Return: the first digit.
 */
static inline char *lq_decimal(char *end, u64 number)
{
	do {
		*--end = '0' + number % 10;
		number /= 10;
	} while (number);
	return end;
}

#endif /* LQ_CELL_H */
