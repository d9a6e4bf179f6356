/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Writes JSON other than tables. Members are written in the order of the calls;
 * the caller closes each object and array that it has opened.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stdio.h>

#include "table/table.h"

struct json {
	FILE *out;
	int depth;
	bool more;		/* a comma must precede the next member */
	bool compact;		/* all on one line */
};

/* Open and close an object or an array. bracket: '{', '[', '}' or ']'. */
void json_open(struct json *j, const char *name, char bracket);
void json_close(struct json *j, char bracket);

/*
 * Write a member, or an element of an array if name is NULL; unknown is null.
 */
void json_text(struct json *j, const char *name, const char *text);
void json_number(struct json *j, const char *name, struct value number);
/* literal: a number, or null, as it is. */
void json_literal(struct json *j, const char *name, const char *literal);
void json_bool(struct json *j, const char *name, bool yes);

#endif /* JSON_H */
