/* SPDX-License-Identifier: GPL-2.0-only */
/* The board as a table of as many columns as the screen is wide enough for. */
#ifndef LIST_LINES_H
#define LIST_LINES_H

#include <stdbool.h>

struct board;
struct board_row;
struct lines;

enum board_column {
	BOARD_MARK,
	BOARD_LOCAL,
	BOARD_SYN_BAR,
	BOARD_SYN_FILL,
	BOARD_ACCEPT_BAR,
	BOARD_ACCEPT_FILL,
	BOARD_SYNS,
	BOARD_ACCEPTED,
	LIST_DROPS,
	BOARD_COOKIES,
	BOARD_PROCESS,
	NBOARD_COLUMNS
};

/* 0: there is no room for it. */
struct board_widths {
	int of[NBOARD_COLUMNS];
	bool utf8;
};

struct board_widths board_widths(const struct board *board, int width,
				 bool utf8);
void board_heading(struct lines *out, const struct board_widths *widths);
void board_line(struct lines *out, const struct board_widths *widths,
		const struct board_row *row, bool selected);

#endif /* LIST_LINES_H */
