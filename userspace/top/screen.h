/* SPDX-License-Identifier: GPL-2.0-only */
/* What 'listenq top' shows, as lines for a screen of some size. */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdbool.h>

struct board;
struct lines;
struct top_state;

struct screen {
	int width, height;
	bool utf8;
	double interval;		/* seconds between reads */
	const char *notice;		/* NULL, or a sentence for the user */
};

/*
 * As many lines as the screen has. page: the lines of the view that is not the
 * board, all of them. Sets how many of the rows fit and cuts what scrolled too
 * far.
 */
void layout(struct lines *out, const struct screen *screen,
	    struct top_state *state, const struct board *board,
	    const struct lines *page);

void layout_help(struct lines *out);

#endif /* SCREEN_H */
