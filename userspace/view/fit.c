// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "view/fit.h"

#define LEAST_TEXT 8

static const char *cell_of(const struct table_view *view, size_t column,
			   size_t row, char buf[CELL_SIZE])
{
	return column_cell(view->selection->set, column,
			   (const char *)view->rows + row * view->row_size,
			   buf);
}

/* The first column is never cut. */
static size_t width_of(const struct selection *s, size_t position,
		       const struct table_view *view)
{
	size_t column = s->column[position], row, length, width;
	char buf[CELL_SIZE], name[COLUMN_NAME_SIZE];
	const char *cell;

	column_name(s->set, column, name);
	width = strlen(name);
	if (position && s->set->column[column].type == COLUMN_TEXT)
		return width > LEAST_TEXT ? width : LEAST_TEXT;
	for (row = 0; row < view->nrows; row++) {
		cell = cell_of(view, column, row, buf);
		length = cell ? strlen(cell) : 1;
		if (length > width)
			width = length;
	}
	return width;
}

/* Includes the blanks between columns. */
static size_t total_width(const struct selection *s,
			  const struct table_view *view)
{
	size_t i, width = 0;

	for (i = 0; i < s->count; i++)
		width += width_of(s, i, view) + 1;
	return width ? width - 1 : 0;
}

static bool is_zero(const struct table_view *view, size_t column)
{
	char buf[CELL_SIZE];
	const char *cell;
	size_t row;

	for (row = 0; row < view->nrows; row++) {
		cell = cell_of(view, column, row, buf);
		if (cell && strcmp(cell, "0") != 0)
			return false;
	}
	return true;
}

void selection_fit(struct selection *s, struct selection *left_out,
		   const struct table_view *view,
		   const struct dispensable *order, size_t n, size_t width)
{
	size_t i, total = total_width(s, view);

	left_out->set = s->set;
	for (i = 0; i < n && total > width; i++) {
		if (!selection_has(s, order[i].column) ||
		    (order[i].if_zero && !is_zero(view, order[i].column)))
			continue;
		selection_append(left_out, order[i].column);
		selection_remove(s, order[i].column);
		total = total_width(s, view);
	}
}
