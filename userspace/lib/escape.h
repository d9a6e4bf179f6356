/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names as the module's tables have them: bytes that are not printable ASCII,
 * and the backslash, are a backslash and three octal digits.
 */
#ifndef ESCAPE_H
#define ESCAPE_H

#include <stddef.h>

/* How large the escaped form of a name of n bytes may be, with its NUL. */
#define ESCAPED_SIZE(n) (4 * (n) + 1)

/* Writes the escaped form of a name. Returns its end, a NUL. */
char *escape(char *to, const char *name);

/*
 * Reads length bytes of an escaped form, as a string of at most that length.
 * Other backslashes stand for themselves.
 */
void unescape(char *to, const char *escaped, size_t length);

#endif /* ESCAPE_H */
