// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <libsmartcols.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/selection.h"
#include "view/table_view.h"

static const void *row_at_index(const struct table_view *view, size_t row)
{
	return (const char *)view->rows + row * view->row_size;
}

static int add_column(struct libscols_table *table,
		      const struct rendering *how,
		      const struct table_view *view, size_t position)
{
	const struct column_set *set = view->selection->set;
	size_t column = view->selection->column[position];
	enum column_type type = set->column[column].type;
	int flags = type == COLUMN_TEXT ? 0 : SCOLS_FL_RIGHT;
	char name[COLUMN_NAME_SIZE];
	struct libscols_column *c;

	if (view->parent && position == view->tree_column)
		flags |= SCOLS_FL_TREE;
	else if (how->width && position && type == COLUMN_TEXT)
		flags |= SCOLS_FL_TRUNC;
	if (how->format == RENDER_JSON)
		column_key(set, column, name);
	else
		column_name(set, column, name);
	c = scols_table_new_column(table, name, 0, flags);
	if (!c)
		return -ENOMEM;
	return scols_column_set_json_type(c, type == COLUMN_NUMBER ?
					     SCOLS_JSON_NUMBER :
					     SCOLS_JSON_STRING);
}

static struct libscols_line *new_line(struct libscols_table *table,
				      const struct table_view *view,
				      const void *row)
{
	size_t n = view->parent ? view->parent(row) : (size_t)-1;
	struct libscols_line *parent = NULL;

	if (n != (size_t)-1)
		parent = scols_table_get_line(table, n);
	return scols_table_new_line(table, parent);
}

/* libsmartcols writes a cell without data as null in JSON. */
static int add_line(struct libscols_table *table, const struct rendering *how,
		    const struct table_view *view, const void *row)
{
	const char *unknown = how->format == RENDER_JSON ? NULL : "-";
	struct libscols_line *line = new_line(table, view, row);
	const struct selection *s = view->selection;
	const char *cell, *colour = NULL;
	char buf[CELL_SIZE];
	size_t i;
	int err;

	if (!line)
		return -ENOMEM;
	for (i = 0; i < s->count; i++) {
		cell = column_cell(s->set, s->column[i], row, buf);
		err = scols_line_set_data(line, i, cell ?: unknown);
		if (err)
			return err;
	}
	if (how->colour && view->colour)
		colour = view->colour(row);
	return colour ? scols_line_set_color(line, colour) : 0;
}

static int set_up(struct libscols_table *table, const struct rendering *how,
		  const char *name)
{
	int err;

	err = scols_table_set_name(table, name);
	if (!err)
		err = scols_table_enable_raw(table, how->format == RENDER_RAW);
	if (!err)
		err = scols_table_enable_json(table,
					      how->format == RENDER_JSON);
	if (!err)
		err = scols_table_enable_noheadings(table, how->noheadings);
	if (!err)
		err = scols_table_enable_colors(table, how->colour);
	return err;
}

static int fill(struct libscols_table *table, const struct rendering *how,
		const struct table_view *view)
{
	size_t i;
	int err;

	err = set_up(table, how, view->selection->set->rows);
	for (i = 0; !err && i < view->selection->count; i++)
		err = add_column(table, how, view, i);
	for (i = 0; !err && i < view->nrows; i++)
		err = add_line(table, how, view, row_at_index(view, i));
	return err;
}

/* libsmartcols writes each table as an object of its own. */
static void print_without_braces(const char *object, const char *unused)
{
	const char *begin = strchr(object, '{');
	const char *end = strrchr(object, '}');

	(void)unused;
	if (begin && end)
		fwrite(begin + 1, 1, (size_t)(end - begin - 1), stdout);
}

/* Newlines inside strings are escaped: those that remain are layout. */
static void print_on_one_line(const char *object, const char *timestamp)
{
	size_t n;

	if (timestamp && *object == '{') {
		printf("{\"timestamp\": \"%s\", ", timestamp);
		object++;
	}
	for (; *object; object += n) {
		object += strspn(object, "\n ");
		n = strcspn(object, "\n");
		fwrite(object, 1, n, stdout);
	}
	putchar('\n');
}

static int print_object(struct libscols_table *table, const char *timestamp,
			void (*print)(const char *object,
				      const char *timestamp))
{
	char *object = NULL;
	int err = scols_print_table_to_string(table, &object);

	if (!err)
		print(object, timestamp);
	free(object);
	return err;
}

static int print_table(struct libscols_table *table,
		       const struct rendering *how)
{
	if (how->member)
		return print_object(table, NULL, print_without_braces);
	if (how->line && how->format == RENDER_JSON)
		return print_object(table, how->timestamp, print_on_one_line);
	if (how->timestamp && !how->noheadings)
		puts(how->timestamp);
	return scols_print_table(table);
}

int table_view_print(const struct table_view *view, const struct rendering *how)
{
	struct libscols_table *table = scols_new_table();
	int err;

	if (!table)
		return -ENOMEM;
	err = fill(table, how, view);
	if (!err)
		err = print_table(table, how);
	scols_unref_table(table);
	return err;
}
