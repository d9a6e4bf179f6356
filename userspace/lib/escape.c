// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdio.h>

#include "lib/escape.h"

char *escape(char *to, const char *name)
{
	for (; *name; name++)
		if (*name > ' ' && *name <= '~' && *name != '\\')
			*to++ = *name;
		else
			to += sprintf(to, "\\%03o", (unsigned char)*name);
	*to = '\0';
	return to;
}

static bool is_octal(char c)
{
	return c >= '0' && c <= '7';
}

static bool is_escape(const char *text, size_t length)
{
	return length >= 4 && text[0] == '\\' && text[1] <= '3' &&
	       is_octal(text[1]) && is_octal(text[2]) && is_octal(text[3]);
}

static char octal_char(const char *digits)
{
	int n = digits[0] - '0';

	n = 8 * n + digits[1] - '0';
	return (char)(8 * n + digits[2] - '0');
}

void unescape(char *to, const char *escaped, size_t length)
{
	size_t n;

	for (; length; escaped += n, length -= n) {
		n = is_escape(escaped, length) ? 4 : 1;
		*to++ = n == 1 ? *escaped : octal_char(escaped + 1);
	}
	*to = '\0';
}
