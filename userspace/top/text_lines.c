// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "lib/array.h"
#include "top/text_lines.h"

static struct text_line *new_line(struct text_lines *lines)
{
	struct text_line *grown = array_grow(lines->line, lines->count,
					     &lines->capacity, sizeof(*grown));

	if (!grown) {
		lines->err = -ENOMEM;
		return &lines->spare;
	}
	lines->line = grown;
	return &grown[lines->count++];
}

struct text_line *text_lines_add(struct text_lines *lines, enum style style)
{
	struct text_line *line = new_line(lines);

	line->text[0] = '\0';
	line->bytes = 0;
	line->columns = 0;
	line->style = style;
	line->selected = false;
	return line;
}

void text_lines_clear(struct text_lines *lines)
{
	lines->count = 0;
	lines->err = 0;
}

void text_lines_free(struct text_lines *lines)
{
	free(lines->line);
	*lines = (struct text_lines){ .count = 0 };
}

/* Returns the bytes of the next character; an invalid byte takes one column. */
static size_t next_character(const char *text, int *columns)
{
	mbstate_t state = { 0 };
	wchar_t wide;
	size_t n = mbrtowc(&wide, text, strlen(text), &state);

	if (n == 0 || n > strlen(text)) {
		*columns = 1;
		return *text ? 1 : 0;
	}
	*columns = wcwidth(wide);
	if (*columns < 0)
		*columns = 1;
	return n;
}

int text_columns(const char *text)
{
	int columns = 0, width;
	size_t n;

	for (; (n = next_character(text, &width)); text += n)
		columns += width;
	return columns;
}

static void append(struct text_line *line, const char *text, size_t bytes,
		   int width)
{
	if (line->bytes + bytes >= TEXT_LINE_SIZE)
		return;
	memcpy(line->text + line->bytes, text, bytes);
	line->bytes += bytes;
	line->text[line->bytes] = '\0';
	line->columns += width;
}

void text_line_blanks(struct text_line *line, int columns)
{
	while (columns-- > 0)
		append(line, " ", 1, 1);
}

void text_line_put(struct text_line *line, const char *text, int columns)
{
	int end = line->columns + columns, width;
	bool cut = text_columns(text) > columns;
	size_t n;

	if (columns <= 0)
		return;
	end -= cut;
	for (; (n = next_character(text, &width)); text += n) {
		if (line->columns + width > end)
			break;
		append(line, text, n, width);
	}
	if (cut)
		append(line, "~", 1, 1);
}

void text_line_left(struct text_line *line, const char *text, int columns)
{
	int end = line->columns + columns;

	text_line_put(line, text, columns);
	text_line_blanks(line, end - line->columns);
}

void text_line_right(struct text_line *line, const char *text, int columns)
{
	text_line_blanks(line, columns - text_columns(text));
	text_line_put(line, text, columns);
}

void text_lines_put(struct text_lines *lines, const char *text)
{
	text_line_put(text_lines_add(lines, STYLE_PLAIN), text,
		      TEXT_LINE_COLUMNS);
}

void text_lines_heading(struct text_lines *lines, const char *text)
{
	text_lines_add(lines, STYLE_PLAIN);
	text_line_put(text_lines_add(lines, STYLE_HEADING), text,
		      TEXT_LINE_COLUMNS);
}

static void put_nonempty(struct text_lines *lines, char *text)
{
	char *line;

	while ((line = strsep(&text, "\n")))
		if (*line)
			text_lines_put(lines, line);
}

void text_lines_print(struct text_lines *lines,
		      void (*print)(const void *data, FILE *out),
		      const void *data)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out)
		print(data, out);
	if (out && fclose(out) == 0)
		put_nonempty(lines, text);
	else
		lines->err = -ENOMEM;
	free(text);
}
