// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "paragraph.h"

/* How much of text goes into a line of that width; a long word goes beyond. */
static int line_length(const char *text, int width)
{
	int length = (int)strcspn(text, " "), next = length;

	while (text[next]) {
		next += 1 + (int)strcspn(text + next + 1, " ");
		if (next > width)
			break;
		length = next;
	}
	return length;
}

void paragraph_print(const char *label, int indent, const char *text,
		     FILE *out)
{
	int length;

	for (; *text; text += length + (text[length] == ' ')) {
		length = line_length(text, PARAGRAPH_WIDTH - indent);
		fprintf(out, "%-*s%.*s\n", indent, label, length, text);
		label = "";
	}
}
