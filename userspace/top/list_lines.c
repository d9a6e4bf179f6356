// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "lib/array.h"
#include "listener/listener.h"
#include "table/cell.h"
#include "top/bar.h"
#include "top/list.h"
#include "top/list_lines.h"
#include "top/text_lines.h"

#define LONGEST_LOCAL 47		/* of IPv6 */

static const struct {
	const char *heading;
	int least, most;
	bool right;
} columns[NBOARD_COLUMNS] = {
	[BOARD_MARK] = { "", 1, 1, false },
	[BOARD_LOCAL] = { "LOCAL", 14, LONGEST_LOCAL, false },
	[BOARD_SYN_BAR] = { "SYN", 6, 30, false },
	[BOARD_SYN_FILL] = { "SYNQ", 5, 13, true },
	[BOARD_ACCEPT_BAR] = { "ACCEPT", 6, 30, false },
	[BOARD_ACCEPT_FILL] = { "ACCQ", 5, 13, true },
	[BOARD_SYNS] = { "SYN/s", 5, 5, true },
	[BOARD_ACCEPTED] = { "ACC/s", 5, 5, true },
	[LIST_DROPS] = { "DRP/s", 5, 5, true },
	[BOARD_COOKIES] = { "CKI/s", 5, 5, true },
	[BOARD_PROCESS] = { "PROCESS", 7, 15, false },
};

/* What a narrow screen has first; the accept queue's bar comes with the other. */
static const enum board_column by_priority[] = {
	BOARD_MARK, BOARD_LOCAL, BOARD_ACCEPT_FILL, BOARD_SYN_FILL,
	LIST_DROPS, BOARD_SYN_BAR, BOARD_SYNS, BOARD_COOKIES,
	BOARD_ACCEPTED, BOARD_PROCESS,
};

static const char *local_of(const struct board_row *row)
{
	return text_or_dash(row->listener->row->local);
}

static int fill_columns(struct value depth, struct value limit)
{
	char buf[CELL_SIZE];

	return text_columns(fill_cell(depth, limit, buf) ?: "-");
}

static void widen(int *width, int least)
{
	if (least > *width)
		*width = least;
}

/* The least that shows every row in full, but for the bars. */
static void measure(const struct board *board, int wanted[NBOARD_COLUMNS])
{
	const struct listener_row *l;
	size_t i;
	int c;

	for (c = 0; c < NBOARD_COLUMNS; c++)
		wanted[c] = columns[c].least;
	for (i = 0; i < board->count; i++) {
		l = board->row[i].listener->row;
		widen(&wanted[BOARD_LOCAL], text_columns(local_of(&board->row[i])));
		widen(&wanted[BOARD_SYN_FILL],
		      fill_columns(l->synq, l->synq_limit));
		widen(&wanted[BOARD_ACCEPT_FILL],
		      fill_columns(l->acceptq, l->acceptq_limit));
		widen(&wanted[BOARD_PROCESS],
		      text_columns(owner_name(board->row[i].listener->owner)
					   ?: ""));
	}
	for (c = 0; c < NBOARD_COLUMNS; c++)
		if (wanted[c] > columns[c].most)
			wanted[c] = columns[c].most;
}

/* Gives a column some of what is left. */
static void grow(int *width, int wanted, int *left)
{
	int more = wanted - *width;

	if (more > *left)
		more = *left;
	if (more > 0) {
		*width += more;
		*left -= more;
	}
}

/* A fill is of no use if it is cut, so it has its full width at once. */
static int smallest(enum board_column c, const int wanted[NBOARD_COLUMNS])
{
	return c == BOARD_SYN_FILL || c == BOARD_ACCEPT_FILL ?
	       wanted[c] : columns[c].least;
}

/* The other bar comes with it, and as wide. */
static void place(struct board_widths *w, enum board_column c, int width,
		  int *left)
{
	int needs = width + 1;

	if (c == BOARD_SYN_BAR)
		needs *= 2;
	if (needs > *left)
		return;
	*left -= needs;
	w->of[c] = width;
	if (c == BOARD_SYN_BAR)
		w->of[BOARD_ACCEPT_BAR] = width;
}

static void grow_bars(struct board_widths *w, int *left)
{
	while (w->of[BOARD_SYN_BAR] && *left >= 2 &&
	       w->of[BOARD_SYN_BAR] < columns[BOARD_SYN_BAR].most) {
		w->of[BOARD_SYN_BAR]++;
		w->of[BOARD_ACCEPT_BAR]++;
		*left -= 2;
	}
}

struct board_widths board_widths(const struct board *board, int width,
				 bool utf8)
{
	struct board_widths w = { .utf8 = utf8 };
	/* The first column has no blank before it. */
	int wanted[NBOARD_COLUMNS], left = width + 1;
	size_t i;

	measure(board, wanted);
	for (i = 0; i < ARRAY_SIZE(by_priority); i++)
		place(&w, by_priority[i], smallest(by_priority[i], wanted),
		      &left);
	if (!w.of[BOARD_LOCAL])
		left--;			/* the blank before it */
	grow(&w.of[BOARD_LOCAL], wanted[BOARD_LOCAL], &left);
	if (w.of[BOARD_PROCESS])
		grow(&w.of[BOARD_PROCESS], wanted[BOARD_PROCESS], &left);
	grow_bars(&w, &left);
	return w;
}

static void put(struct line *line, const struct board_widths *w,
		enum board_column c, const char *text)
{
	if (!w->of[c])
		return;
	if (line->columns)
		line_blanks(line, 1);
	if (columns[c].right)
		line_right(line, text, w->of[c]);
	else
		line_left(line, text, w->of[c]);
}

void board_heading(struct lines *out, const struct board_widths *widths)
{
	struct line *line = lines_add(out, STYLE_HEADING);
	enum board_column c;

	for (c = 0; c < NBOARD_COLUMNS; c++)
		put(line, widths, c, columns[c].heading);
}

static void put_bar(struct line *line, const struct board_widths *w,
		    enum board_column c, struct bar bar)
{
	char text[BAR_SIZE];

	if (!w->of[c])
		return;
	bar_text(bar, w->of[c], w->utf8, text);
	put(line, w, c, text);
}

static void put_rates(struct line *line, const struct board_widths *w,
		      const struct board_row *row)
{
	static const enum board_column of[NRATES] = {
		[RATE_SYNS] = BOARD_SYNS,
		[RATE_ACCEPTED] = BOARD_ACCEPTED,
		[RATE_DROPS] = LIST_DROPS,
		[RATE_COOKIES] = BOARD_COOKIES,
	};
	char buf[RATE_SIZE];
	int i;

	for (i = 0; i < NRATES; i++)
		put(line, w, of[i], rate_text(row->listener->rate[i], buf));
}

/* So that trouble shows without colours too. */
static const struct {
	const char *mark;
	enum style style;
} looks[] = {
	[TROUBLE_NONE] = { "", STYLE_PLAIN },
	[TROUBLE_SOME] = { "+", STYLE_SOME },
	[TROUBLE_FULL] = { "!", STYLE_FULL },
};

void board_line(struct lines *out, const struct board_widths *widths,
		const struct board_row *row, bool selected)
{
	struct line *line = lines_add(out, looks[row->trouble].style);
	const struct listener_row *l = row->listener->row;
	char buf[CELL_SIZE];

	line->selected = selected;
	put(line, widths, BOARD_MARK, looks[row->trouble].mark);
	put(line, widths, BOARD_LOCAL, local_of(row));
	put_bar(line, widths, BOARD_SYN_BAR,
		(struct bar){ l->synq, l->synq_peak60, l->synq_limit });
	put(line, widths, BOARD_SYN_FILL,
	    fill_cell(l->synq, l->synq_limit, buf) ?: "-");
	put_bar(line, widths, BOARD_ACCEPT_BAR,
		(struct bar){ l->acceptq, l->acceptq_peak60, l->acceptq_limit });
	put(line, widths, BOARD_ACCEPT_FILL,
	    fill_cell(l->acceptq, l->acceptq_limit, buf) ?: "-");
	put_rates(line, widths, row);
	put(line, widths, BOARD_PROCESS,
	    owner_name(row->listener->owner) ?: "-");
}
