// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "top/bar.h"

#define EIGHTHS 8

struct look {
	const char *part[EIGHTHS + 1];	/* of a column: empty to full */
	const char *mark;
};

static const struct look blocks = {
	{ "\u00b7", "\u258f", "\u258e", "\u258d", "\u258c", "\u258b", "\u258a",
	  "\u2589", "\u2588" }, "\u2502",
};

static const struct look ascii = {
	{ ".", ":", ":", ":", "#", "#", "#", "#", "#" }, "|",
};

/*
 * Returns the length of the bar in eighths of a column; at least 1 if n is not
 * 0.
 */
static int scale(uint64_t n, uint64_t limit, int columns)
{
	double all = columns * EIGHTHS;
	int eighths;

	if (!n || !limit)
		return 0;
	if (n >= limit)
		return columns * EIGHTHS;
	eighths = (int)((double)n / (double)limit * all);
	return eighths ? eighths : 1;
}

/*
 * Returns the column of the mark, the last that the peak reaches; -1: no mark.
 */
static int mark_at(struct bar bar, int columns, int filled)
{
	int peak;

	if (!known(bar.peak) || !bar.peak.number)
		return -1;
	peak = scale(bar.peak.number, bar.limit.number, columns);
	return peak > filled ? (peak - 1) / EIGHTHS : -1;
}

void bar_text(struct bar bar, int columns, bool utf8, char text[BAR_SIZE])
{
	const struct look *look = utf8 ? &blocks : &ascii;
	int filled, mark, i, part;
	char *end = text;

	if (!known(bar.depth) || !known(bar.limit)) {
		memset(text, ' ', (size_t)columns);
		text[columns] = '\0';
		return;
	}
	filled = scale(bar.depth.number, bar.limit.number, columns);
	mark = mark_at(bar, columns, filled);
	for (i = 0; i < columns; i++) {
		part = filled - i * EIGHTHS;
		part = part < 0 ? 0 : part > EIGHTHS ? EIGHTHS : part;
		end = stpcpy(end, i == mark && part < EIGHTHS ?
			     look->mark : look->part[part]);
	}
}
