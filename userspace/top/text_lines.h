/* SPDX-License-Identifier: GPL-2.0-only */
/* Text for a screen, line by line, before any terminal is involved. */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define LINE_SIZE 1024

/* As many columns as fit a line if each character is a bar's, of three bytes. */
#define LINE_COLUMNS 320

enum style {
	STYLE_PLAIN,
	STYLE_TITLE,
	STYLE_HEADING,
	STYLE_SOME,			/* trouble */
	STYLE_FULL,
	STYLE_FAINT,
};

struct line {
	char text[LINE_SIZE];
	size_t bytes;
	int columns;			/* that it takes on the screen */
	enum style style;
	bool selected;
};

struct lines {
	struct line *line;
	size_t count;
	size_t capacity;
};

/* An empty one at the end, until the next is added; exits without memory. */
struct line *lines_add(struct lines *lines, enum style style);
void lines_clear(struct lines *lines);
void lines_free(struct lines *lines);

/* A line of text; a heading, after an empty line. */
void lines_text(struct lines *lines, const char *text);
void lines_heading(struct lines *lines, const char *text);
/* Adds what print() writes to out, without its empty lines. */
void lines_print(struct lines *lines,
		 void (*print)(const void *data, FILE *out), const void *data);

/* At most so many columns of text; what is cut ends in '~'. */
void line_put(struct line *line, const char *text, int columns);
/* The same, and blanks before or behind it until it is as wide. */
void line_right(struct line *line, const char *text, int columns);
void line_left(struct line *line, const char *text, int columns);
void line_blanks(struct line *line, int columns);

/* How many columns it takes, in the locale's encoding. */
int text_columns(const char *text);

#endif /* TEXT_LINES_H */
