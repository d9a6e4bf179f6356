/* SPDX-License-Identifier: GPL-2.0-only */
/* The terminal: draws lines and reads keys. Only terminal.c knows ncurses. */
#ifndef TERMINAL_H
#define TERMINAL_H

struct failure;
struct text_lines;

/*
 * Checks that stdin and stdout are a terminal that can be used. Returns an
 * exit_status.
 */
int terminal_check(struct failure *why);

/*
 * Takes over the terminal. Returns an exit_status. terminal_end(), which exit()
 * also calls, restores it.
 */
int terminal_begin(struct failure *why);
void terminal_end(void);

void terminal_size(int *width, int *height);
void terminal_draw(const struct text_lines *lines);

/* Returns a character or an enum top_key, 0 if no key was pressed. */
int terminal_key(void);

#endif /* TERMINAL_H */
