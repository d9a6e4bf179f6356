/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text to rows, by the grammar of uapi/listenq.h. Strict: what is not exactly
 * a table is an error, because a number that is merely likely is worse than
 * none. Opens nothing, prints nothing.
 */
#ifndef PARSE_H
#define PARSE_H

#include <stddef.h>

struct table;
struct table_format;

enum parse_status {
	PARSE_OK,
	PARSE_EMPTY,
	PARSE_TRUNCATED,
	PARSE_BYTE,
	PARSE_NO_TABLE,
	PARSE_OTHER_TABLE,
	PARSE_NEWER,
	PARSE_NO_HEADER,
	PARSE_REQUIRED,
	PARSE_TWICE,
	PARSE_WIDE,
	PARSE_FEW,
	PARSE_MANY,
	PARSE_NUMBER,
	PARSE_RANGE,
	PARSE_MEMORY,
};

struct parse_result {
	enum parse_status status;
	size_t line;		/* from 1, where status came up */
};

/*
 * text is cut into words in place; the table's values point into it and must
 * not outlive it. On success the table is the caller's to free; on failure
 * there is none.
 */
struct parse_result parse_table(char *text, size_t length,
				const struct table_format *format,
				struct table *table);

/* What is wrong and what to do about it, to follow "FILE: line N: ". */
const char *parse_message(enum parse_status status);

#endif /* PARSE_H */
