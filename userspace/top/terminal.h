/* SPDX-License-Identifier: GPL-2.0-only */
/* The only file that knows ncurses: lines in, keys out. */
#ifndef TERMINAL_H
#define TERMINAL_H

struct failure;
struct text_lines;

/* Whether stdin and stdout are one that will do. Returns a cmd_status. */
int terminal_check(struct failure *why);

/*
 * Returns a cmd_status. The terminal is as it was again after terminal_end(),
 * which exit() calls as well.
 */
int terminal_begin(struct failure *why);
void terminal_end(void);

void terminal_size(int *width, int *height);
void terminal_draw(const struct text_lines *lines);

/* A character or an enum top_key; 0: there is none. */
int terminal_key(void);

#endif /* TERMINAL_H */
