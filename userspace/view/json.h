/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * JSON that is no table, written as it comes. A member is written where it
 * stands: what opens an object or an array, closes it.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stdio.h>

#include "table/table.h"

struct json {
	FILE *out;
	int depth;
	bool more;		/* something stands before, at this depth */
};

/* name is NULL in an array. */
void json_open(struct json *j, const char *name, char bracket);
void json_close(struct json *j, char bracket);

void json_text(struct json *j, const char *name, const char *text);
void json_number(struct json *j, const char *name, struct value number);
void json_bool(struct json *j, const char *name, bool yes);

#endif /* JSON_H */
