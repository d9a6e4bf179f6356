// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "view/drop_line.h"

static const char *longest_cause(void)
{
	const struct column_format *column = listener_format.columns;
	const char *longest = "";
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (column[i].kind == KIND_DROP &&
		    strlen(column[i].token) > strlen(longest))
			longest = column[i].token;
	return longest;
}

/*
 * Returns a typical long value; one that is longer shifts the rest of its line.
 */
static const char *usual(size_t column)
{
	switch (column) {
	case DROP_local:
	case DROP_remote:
		return "255.255.255.255:65535";
	case DROP_cause:
		return longest_cause();
	case DROP_TIME:
		return "23:59:59.999";
	case DROP_TIMESTAMP:
		return "2026-01-01T23:59:59.999+00:00";
	case DROP_netns:
		return "4026531840";
	default:
		return "1024/1024";
	}
}

static int width(size_t column)
{
	int length = (int)strlen(usual(column));
	char name[COLUMN_NAME_SIZE];

	column_name(&drop_columns, column, name);
	return (int)strlen(name) > length ? (int)strlen(name) : length;
}

/* Prints no blanks behind the last cell. */
static void print_cell(const struct selection *s, size_t i, const char *cell)
{
	size_t column = s->column[i];
	bool last = i + 1 == s->count;

	if (s->set->column[column].type != COLUMN_TEXT)
		printf("%*s", width(column), cell);
	else if (last)
		fputs(cell, stdout);
	else
		printf("%-*s", width(column), cell);
	putchar(last ? '\n' : ' ');
}

void print_drop_headings(const struct selection *s)
{
	char name[COLUMN_NAME_SIZE];
	size_t i;

	for (i = 0; i < s->count; i++) {
		column_name(s->set, s->column[i], name);
		print_cell(s, i, name);
	}
}

void print_drop_line(const struct selection *s, struct drop_event event)
{
	char buf[CELL_SIZE];
	size_t i;

	for (i = 0; i < s->count; i++)
		print_cell(s, i, column_cell(s->set, s->column[i], &event, buf)
			   ?: "-");
}

static void print_key(const struct selection *s, size_t column)
{
	char key[COLUMN_NAME_SIZE];

	column_key(s->set, column, key);
	printf("\"%s\":", key);
}

static void print_json_cell(const struct selection *s, size_t column,
			    const struct drop_event *event)
{
	bool is_number = s->set->column[column].type == COLUMN_NUMBER;
	char buf[CELL_SIZE];
	const char *cell = column_cell(s->set, column, event, buf);

	if (!cell)
		fputs("null", stdout);
	else
		printf(is_number ? "%s" : "\"%s\"", cell);
}

void print_drop_json(const struct selection *s, struct drop_event event)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		putchar(i ? ',' : '{');
		print_key(s, s->column[i]);
		print_json_cell(s, s->column[i], &event);
	}
	puts("}");
}
