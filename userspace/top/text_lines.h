/* SPDX-License-Identifier: GPL-2.0-only */
/* Text for a screen, line by line, before any terminal is involved. */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define TEXT_LINE_SIZE 1024

/*
 * As many columns as fit a line if each character is a bar's, of three bytes.
 */
#define TEXT_LINE_COLUMNS 320

enum style {
	STYLE_PLAIN,
	STYLE_TITLE,
	STYLE_HEADING,
	STYLE_SOME,			/* trouble */
	STYLE_FULL,
	STYLE_FAINT,
};

struct text_line {
	char text[TEXT_LINE_SIZE];
	size_t bytes;
	int columns;			/* its width on the screen */
	enum style style;
	bool selected;
};

struct text_lines {
	struct text_line *line;
	size_t count;
	size_t capacity;
	struct text_line spare;		/* takes what there is no memory for */
	int err;			/* -ENOMEM: lines are missing; else 0 */
};

/*
 * Adds an empty line. Returns it, valid until the next one is added; if memory
 * is short, it sets err and returns the spare line, which is not among the
 * others.
 */
struct text_line *text_lines_add(struct text_lines *lines, enum style style);

/* Removes all lines and resets err. */
void text_lines_clear(struct text_lines *lines);
void text_lines_free(struct text_lines *lines);

/* Add a line of text, and a heading after an empty line. */
void text_lines_put(struct text_lines *lines, const char *text);
void text_lines_heading(struct text_lines *lines, const char *text);

/* Adds what print() writes to out, without its empty lines. */
void text_lines_print(struct text_lines *lines,
		      void (*print)(const void *data, FILE *out),
		      const void *data);

/* Appends at most so many columns of text; a text that is cut ends in '~'. */
void text_line_put(struct text_line *line, const char *text, int columns);
/*
 * Append the same, with blanks before or behind it so that it has that width.
 */
void text_line_right(struct text_line *line, const char *text, int columns);
void text_line_left(struct text_line *line, const char *text, int columns);
void text_line_blanks(struct text_line *line, int columns);

/* Returns the width of text on the screen, in the locale's encoding. */
int text_columns(const char *text);

#endif /* TEXT_LINES_H */
