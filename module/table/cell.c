// SPDX-License-Identifier: GPL-2.0-only
#include <linux/string.h>

#include "table/cell.h"

static char *escape_byte(char *to, u8 byte)
{
	*to++ = '\\';
	*to++ = '0' + (byte >> 6);
	*to++ = '0' + (byte >> 3 & 7);
	*to++ = '0' + (byte & 7);
	return to;
}

char *lq_escape(char *to, const char *text)
{
	for (; *text; text++)
		if (*text > ' ' && *text <= '~' && *text != '\\')
			*to++ = *text;
		else
			to = escape_byte(to, *text);
	*to = '\0';
	return to;
}

void lq_cell_escaped(struct lq_cell *cell, const char *text)
{
	if (!*text) {
		lq_cell_unknown(cell);
		return;
	}
	if (strcmp(text, "-") == 0)
		*escape_byte(cell->room, *text) = '\0';
	else
		lq_escape(cell->room, text);
	lq_cell_text(cell, cell->room);
}
