// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdio.h>

#include "view/json.h"
#include "view/machine_view.h"
#include "view/selection.h"
#include "view/table_view.h"

static const void *row_at_index(const struct table_view *view, size_t row)
{
	return (const char *)view->rows + row * view->row_size;
}

/* As util-linux writes raw words: a blank in one would be the end of it. */
static void put_word(const char *word)
{
	for (; *word; word++)
		if (isgraph((unsigned char)*word) && *word != '\\')
			putchar(*word);
		else
			printf("\\x%02x", (unsigned int)(unsigned char)*word);
}

static void put_headings(const struct selection *s)
{
	char name[COLUMN_NAME_SIZE];
	size_t i;

	for (i = 0; i < s->count; i++) {
		column_name(s->set, s->column[i], name);
		if (i)
			putchar(' ');
		put_word(name);
	}
	putchar('\n');
}

void raw_view_print(const struct table_view *view, const struct rendering *how)
{
	const struct selection *s = view->selection;
	char buf[CELL_SIZE];
	size_t row, i;

	if (how->timestamp && !how->noheadings)
		puts(how->timestamp);
	if (!how->noheadings && view->nrows)
		put_headings(s);
	for (row = 0; row < view->nrows; row++) {
		for (i = 0; i < s->count; i++) {
			if (i)
				putchar(' ');
			put_word(column_cell(s->set, s->column[i],
					     row_at_index(view, row), buf)
				 ?: "-");
		}
		putchar('\n');
	}
}

static void put_cells(struct json *j, const struct table_view *view, size_t row)
{
	const struct selection *s = view->selection;
	char buf[CELL_SIZE], key[COLUMN_NAME_SIZE];
	const char *cell;
	size_t i;

	for (i = 0; i < s->count; i++) {
		cell = column_cell(s->set, s->column[i],
				   row_at_index(view, row), buf);
		column_key(s->set, s->column[i], key);
		if (s->set->column[s->column[i]].type == COLUMN_NUMBER)
			json_literal(j, key, cell ?: "null");
		else
			json_text(j, key, cell && *cell ? cell : NULL);
	}
}

static bool is_child_of(const struct table_view *view, size_t row, size_t parent)
{
	return row < view->nrows && view->parent &&
	       view->parent(row_at_index(view, row)) == parent;
}

/* Writes a row and its children, which follow it. Returns the next row. */
static size_t put_row(struct json *j, const struct table_view *view, size_t row)
{
	size_t next = row + 1;

	json_open(j, NULL, '{');
	put_cells(j, view, row);
	if (is_child_of(view, next, row)) {
		json_open(j, "children", '[');
		while (is_child_of(view, next, row))
			next = put_row(j, view, next);
		json_close(j, ']');
	}
	json_close(j, '}');
	return next;
}

/* As a member, the object around it is the caller's. */
void json_view_print(const struct table_view *view, const struct rendering *how)
{
	struct json j = {
		.out = stdout, .depth = how->member, .compact = how->line,
	};
	size_t row = 0;

	if (!how->member)
		json_open(&j, NULL, '{');
	if (how->timestamp)
		json_text(&j, "timestamp", how->timestamp);
	json_open(&j, view->selection->set->rows, '[');
	while (row < view->nrows)
		row = put_row(&j, view, row);
	json_close(&j, ']');
	if (!how->member)
		json_close(&j, '}');
	else
		putchar('\n');
}
