/* SPDX-License-Identifier: GPL-2.0-only */
/* The list as text lines, with as many columns as fit the screen. */
#ifndef LIST_LINES_H
#define LIST_LINES_H

#include <stdbool.h>

struct top_list;
struct top_list_row;
struct text_lines;

enum list_column {
	LIST_MARK,
	LIST_LOCAL,
	LIST_SYN_BAR,
	LIST_SYN_FILL,
	LIST_ACCEPT_BAR,
	LIST_ACCEPT_FILL,
	LIST_SYNS,
	LIST_ACCEPTED,
	LIST_DROPS,
	LIST_COOKIES,
	LIST_PROCESS,
	NLIST_COLUMNS
};

/* The width of each column; 0: it is not shown. */
struct list_widths {
	int of[NLIST_COLUMNS];
	bool utf8;
};

/* Chooses the columns for a screen of that width. */
struct list_widths list_widths(const struct top_list *list, int width,
			       bool utf8);
void list_heading_line(struct text_lines *out,
		       const struct list_widths *widths);
void list_line(struct text_lines *out, const struct list_widths *widths,
	       const struct top_list_row *row, bool selected);

#endif /* LIST_LINES_H */
