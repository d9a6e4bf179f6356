/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Parses text to rows, by the grammar of uapi/listenq.h. It is strict: any
 * deviation is an error, because a wrong number is worse than none. It does no
 * input or output.
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
	size_t line;		/* where the error is, from 1 */
};

/*
 * Parses text, which it cuts into words in place: the table's values point into
 * it and must not outlive it. On success table_free() is due, on failure not.
 */
struct parse_result parse_table(char *text, size_t length,
				const struct table_format *format,
				struct table *table);

/* Returns what is wrong and what to do, to be put behind "FILE: line N: ". */
const char *parse_message(enum parse_status status);

#endif /* PARSE_H */
