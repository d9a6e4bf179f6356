// SPDX-License-Identifier: GPL-2.0-only
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "lib/exit_status.h"
#include "top/text_lines.h"

struct line *lines_add(struct lines *lines, enum style style)
{
	struct line *line;

	if (lines->count == lines->capacity) {
		lines->capacity = lines->capacity ? 2 * lines->capacity : 64;
		lines->line = reallocarray(lines->line, lines->capacity,
					   sizeof(*lines->line));
		if (!lines->line)
			errx(EXIT_FAILED, "out of memory");
	}
	line = &lines->line[lines->count++];
	line->text[0] = '\0';
	line->bytes = 0;
	line->columns = 0;
	line->style = style;
	line->selected = false;
	return line;
}

void lines_clear(struct lines *lines)
{
	lines->count = 0;
}

void lines_free(struct lines *lines)
{
	free(lines->line);
	*lines = (struct lines){ .count = 0 };
}

/* The next character's bytes and columns; a bad byte is a '?' of one column. */
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

static void append(struct line *line, const char *text, size_t bytes, int width)
{
	if (line->bytes + bytes >= LINE_SIZE)
		return;
	memcpy(line->text + line->bytes, text, bytes);
	line->bytes += bytes;
	line->text[line->bytes] = '\0';
	line->columns += width;
}

void line_blanks(struct line *line, int columns)
{
	while (columns-- > 0)
		append(line, " ", 1, 1);
}

void line_put(struct line *line, const char *text, int columns)
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

void line_left(struct line *line, const char *text, int columns)
{
	int end = line->columns + columns;

	line_put(line, text, columns);
	line_blanks(line, end - line->columns);
}

void line_right(struct line *line, const char *text, int columns)
{
	line_blanks(line, columns - text_columns(text));
	line_put(line, text, columns);
}

void lines_text(struct lines *lines, const char *text)
{
	line_put(lines_add(lines, STYLE_PLAIN), text, LINE_COLUMNS);
}

void lines_heading(struct lines *lines, const char *text)
{
	lines_add(lines, STYLE_PLAIN);
	line_put(lines_add(lines, STYLE_HEADING), text, LINE_COLUMNS);
}

void lines_print(struct lines *lines,
		 void (*print)(const void *data, FILE *out), const void *data)
{
	char *text = NULL, *rest, *line;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return;
	print(data, out);
	if (fclose(out) == 0)
		for (rest = text; (line = strsep(&rest, "\n"));)
			if (*line)
				lines_text(lines, line);
	free(text);
}
