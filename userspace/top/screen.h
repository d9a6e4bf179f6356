/* SPDX-License-Identifier: GPL-2.0-only */
/* What 'listenq top' shows, as text lines for a screen of some size. */
#ifndef SCREEN_H
#define SCREEN_H

#include <stdbool.h>

struct text_lines;
struct top_list;
struct top_state;

struct screen {
	int width, height;
	bool utf8;
	double interval;		/* seconds between reads */
	const char *notice;		/* what failed, or NULL */
};

/*
 * Replaces out by the lines of the whole screen. other: all lines of the detail
 * or help view, if that is shown. Also sets state->room, and clamps
 * state->scroll. Returns 0 or -ENOMEM.
 */
int screen_lines(struct text_lines *out, const struct screen *screen,
		 struct top_state *state, const struct top_list *list,
		 const struct text_lines *other);

/* Replaces out by the lines of the help view. Returns 0 or -ENOMEM. */
int screen_help(struct text_lines *out);

#endif /* SCREEN_H */
