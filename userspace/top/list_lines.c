// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "lib/array.h"
#include "listener/listener.h"
#include "table/cell.h"
#include "top/bar.h"
#include "top/list.h"
#include "top/list_lines.h"
#include "top/text_lines.h"

#define LONGEST_LOCAL 63		/* a namespace, an IPv6 address with port */

static const struct {
	const char *heading;
	int least, most;
	bool right;
} columns[NLIST_COLUMNS] = {
	[LIST_MARK] = { "", 1, 1, false },
	[LIST_LOCAL] = { "LOCAL", 14, LONGEST_LOCAL, false },
	[LIST_SYN_BAR] = { "SYN", 6, 30, false },
	[LIST_SYN_FILL] = { "SYNQ", 5, 13, true },
	[LIST_ACCEPT_BAR] = { "ACCEPT", 6, 30, false },
	[LIST_ACCEPT_FILL] = { "ACCQ", 5, 13, true },
	[LIST_SYNS] = { "SYN/s", 5, 5, true },
	[LIST_ACCEPTED] = { "ACC/s", 5, 5, true },
	[LIST_DROPS] = { "DRP/s", 5, 5, true },
	[LIST_COOKIES] = { "CKI/s", 5, 5, true },
	[LIST_PROCESS] = { "PROCESS", 7, 15, false },
};

/*
 * By importance, for narrow screens. The accept queue's bar comes with the
 * other.
 */
static const enum list_column by_priority[] = {
	LIST_MARK, LIST_LOCAL, LIST_ACCEPT_FILL, LIST_SYN_FILL,
	LIST_DROPS, LIST_SYN_BAR, LIST_SYNS, LIST_COOKIES,
	LIST_ACCEPTED, LIST_PROCESS,
};

/* With -A the name of the network namespace precedes the address. */
static const char *local_of(const struct top_list_row *row, char buf[CELL_SIZE])
{
	const struct listener *listener = row->listener;
	const char *local = text_or_dash(listener->row->local);

	if (!listener->netns_name)
		return local;
	snprintf(buf, CELL_SIZE, "%.15s %.47s", listener->netns_name, local);
	return buf;
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

/* Finds the widths that show every row in full; bars have their minimum. */
static void measure(const struct top_list *list, int wanted[NLIST_COLUMNS])
{
	const struct listener_row *l;
	char buf[CELL_SIZE];
	size_t i;
	int c;

	for (c = 0; c < NLIST_COLUMNS; c++)
		wanted[c] = columns[c].least;
	for (i = 0; i < list->count; i++) {
		l = list->row[i].listener->row;
		widen(&wanted[LIST_LOCAL],
		      text_columns(local_of(&list->row[i], buf)));
		widen(&wanted[LIST_SYN_FILL],
		      fill_columns(l->synq, l->synq_limit));
		widen(&wanted[LIST_ACCEPT_FILL],
		      fill_columns(l->acceptq, l->acceptq_limit));
		widen(&wanted[LIST_PROCESS],
		      text_columns(owner_name(list->row[i].listener->owner)
					   ?: ""));
	}
	for (c = 0; c < NLIST_COLUMNS; c++)
		if (wanted[c] > columns[c].most)
			wanted[c] = columns[c].most;
}

/* Widens a column up to wanted, as far as columns are left. */
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

/*
 * Returns the minimum width: a fill is useless if cut, so it has its full
 * width.
 */
static int smallest(enum list_column c, const int wanted[NLIST_COLUMNS])
{
	return c == LIST_SYN_FILL || c == LIST_ACCEPT_FILL ?
	       wanted[c] : columns[c].least;
}

/* Places a column if there is room; the two bars together, equally wide. */
static void place(struct list_widths *w, enum list_column c, int width,
		  int *left)
{
	int needs = width + 1;

	if (c == LIST_SYN_BAR)
		needs *= 2;
	if (needs > *left)
		return;
	*left -= needs;
	w->of[c] = width;
	if (c == LIST_SYN_BAR)
		w->of[LIST_ACCEPT_BAR] = width;
}

static void grow_bars(struct list_widths *w, int *left)
{
	while (w->of[LIST_SYN_BAR] && *left >= 2 &&
	       w->of[LIST_SYN_BAR] < columns[LIST_SYN_BAR].most) {
		w->of[LIST_SYN_BAR]++;
		w->of[LIST_ACCEPT_BAR]++;
		*left -= 2;
	}
}

struct list_widths list_widths(const struct top_list *list, int width,
			       bool utf8)
{
	struct list_widths w = { .utf8 = utf8 };
	/* The first column has no blank in front. */
	int wanted[NLIST_COLUMNS], left = width + 1;
	size_t i;

	measure(list, wanted);
	for (i = 0; i < ARRAY_SIZE(by_priority); i++)
		place(&w, by_priority[i], smallest(by_priority[i], wanted),
		      &left);
	if (!w.of[LIST_LOCAL])
		left--;			/* the blank in front of it */
	grow(&w.of[LIST_LOCAL], wanted[LIST_LOCAL], &left);
	if (w.of[LIST_PROCESS])
		grow(&w.of[LIST_PROCESS], wanted[LIST_PROCESS], &left);
	grow_bars(&w, &left);
	return w;
}

static void put(struct text_line *line, const struct list_widths *w,
		enum list_column c, const char *text)
{
	if (!w->of[c])
		return;
	if (line->columns)
		text_line_blanks(line, 1);
	if (columns[c].right)
		text_line_right(line, text, w->of[c]);
	else
		text_line_left(line, text, w->of[c]);
}

void list_heading_line(struct text_lines *out, const struct list_widths *widths)
{
	struct text_line *line = text_lines_add(out, STYLE_HEADING);
	enum list_column c;

	for (c = 0; c < NLIST_COLUMNS; c++)
		put(line, widths, c, columns[c].heading);
}

static void put_bar(struct text_line *line, const struct list_widths *w,
		    enum list_column c, struct bar bar)
{
	char text[BAR_SIZE];

	if (!w->of[c])
		return;
	bar_text(bar, w->of[c], w->utf8, text);
	put(line, w, c, text);
}

static void put_rates(struct text_line *line, const struct list_widths *w,
		      const struct top_list_row *row)
{
	static const enum list_column of[NRATES] = {
		[RATE_SYNS] = LIST_SYNS,
		[RATE_ACCEPTED] = LIST_ACCEPTED,
		[RATE_DROPS] = LIST_DROPS,
		[RATE_COOKIES] = LIST_COOKIES,
	};
	char buf[RATE_SIZE];
	int i;

	for (i = 0; i < NRATES; i++)
		put(line, w, of[i], rate_text(row->listener->rate[i], buf));
}

/* The marks show trouble without colours. */
static const struct {
	const char *mark;
	enum style style;
} looks[] = {
	[SEVERITY_NONE] = { "", STYLE_PLAIN },
	[SEVERITY_WARNING] = { "+", STYLE_SOME },
	[SEVERITY_CRITICAL] = { "!", STYLE_FULL },
};

void list_line(struct text_lines *out, const struct list_widths *widths,
	       const struct top_list_row *row, bool selected)
{
	struct text_line *line = text_lines_add(out, looks[row->severity].style);
	const struct listener_row *l = row->listener->row;
	char buf[CELL_SIZE];

	line->selected = selected;
	put(line, widths, LIST_MARK, looks[row->severity].mark);
	put(line, widths, LIST_LOCAL, local_of(row, buf));
	put_bar(line, widths, LIST_SYN_BAR,
		(struct bar){ l->synq, l->synq_peak60, l->synq_limit });
	put(line, widths, LIST_SYN_FILL,
	    fill_cell(l->synq, l->synq_limit, buf) ?: "-");
	put_bar(line, widths, LIST_ACCEPT_BAR,
		(struct bar){ l->acceptq, l->acceptq_peak60, l->acceptq_limit });
	put(line, widths, LIST_ACCEPT_FILL,
	    fill_cell(l->acceptq, l->acceptq_limit, buf) ?: "-");
	put_rates(line, widths, row);
	put(line, widths, LIST_PROCESS,
	    owner_name(row->listener->owner) ?: "-");
}
