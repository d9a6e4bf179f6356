// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <libsmartcols.h>
#include <stdio.h>

#include "view/machine_view.h"
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

	if (view->parent && position == view->tree_column)
		flags |= SCOLS_FL_TREE;
	else if (how->width && position && type == COLUMN_TEXT)
		flags |= SCOLS_FL_TRUNC;
	column_name(set, column, name);
	return scols_table_new_column(table, name, 0, flags) ? 0 : -ENOMEM;
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

static int add_line(struct libscols_table *table, const struct rendering *how,
		    const struct table_view *view, const void *row)
{
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
		err = scols_line_set_data(line, i, cell ?: "-");
		if (err)
			return err;
	}
	if (how->colour && view->colour)
		colour = view->colour(row);
	return colour ? scols_line_set_color(line, colour) : 0;
}

static int set_up(struct libscols_table *table, const struct rendering *how)
{
	int err = scols_table_enable_noheadings(table, how->noheadings);

	return err ?: scols_table_enable_colors(table, how->colour);
}

static int fill(struct libscols_table *table, const struct rendering *how,
		const struct table_view *view)
{
	size_t i;
	int err;

	err = set_up(table, how);
	for (i = 0; !err && i < view->selection->count; i++)
		err = add_column(table, how, view, i);
	for (i = 0; !err && i < view->nrows; i++)
		err = add_line(table, how, view, row_at_index(view, i));
	return err;
}

static int print_laid_out(const struct table_view *view,
			  const struct rendering *how)
{
	struct libscols_table *table = scols_new_table();
	int err;

	if (!table)
		return -ENOMEM;
	err = fill(table, how, view);
	if (!err && how->timestamp && !how->noheadings)
		puts(how->timestamp);
	if (!err)
		err = scols_print_table(table);
	scols_unref_table(table);
	return err;
}

int table_view_print(const struct table_view *view, const struct rendering *how)
{
	switch (how->format) {
	case RENDER_RAW:
		raw_view_print(view, how);
		return 0;
	case RENDER_JSON:
		json_view_print(view, how);
		return 0;
	case RENDER_TABLE:
		break;
	}
	return print_laid_out(view, how);
}
