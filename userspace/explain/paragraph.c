// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "explain/paragraph.h"

/* Keeps a command in quotes on one line, so that it can be copied. */
static size_t word_length(const char *text)
{
	const char *end = *text == '\'' ? strchr(text + 1, '\'') : NULL;

	end = end ?: text;
	return (size_t)(end - text) + strcspn(end, " ");
}

/* Returns how many bytes of text fit into a line; at least the first word. */
static size_t line_length(const char *text, size_t width)
{
	size_t length = word_length(text), next = length;

	while (text[next]) {
		next += 1 + word_length(text + next + 1);
		if (next > width)
			break;
		length = next;
	}
	return length;
}

void paragraph_print(const char *label, int indent, const char *text,
		     FILE *out)
{
	size_t length;

	for (; *text; text += length + (text[length] == ' ')) {
		length = line_length(text, (size_t)(PARAGRAPH_WIDTH - indent));
		fprintf(out, "%-*s%.*s\n", indent, label, (int)length, text);
		label = "";
	}
}
