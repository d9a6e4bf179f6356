// SPDX-License-Identifier: GPL-2.0-only
#include "view/render.h"
#include "view/selection.h"
#include "view/table_view.h"

static const void *row_of(const struct sheet *sheet, size_t row)
{
	return (const char *)sheet->rows + row * sheet->row_size;
}

static struct heading heading(const void *data, size_t column,
			      char buf[CELL_SIZE])
{
	static const enum heading_type types[] = {
		[COLUMN_TEXT] = HEADING_TEXT,
		[COLUMN_NUMBER] = HEADING_NUMBER,
		[COLUMN_FILL] = HEADING_RIGHT,
	};
	const struct sheet *sheet = data;
	const struct selection *s = sheet->selection;
	size_t n = s->column[column];

	column_name(s->set, n, buf);
	return (struct heading){ buf, types[s->set->column[n].type] };
}

static const char *cell(const void *data, size_t row, size_t column,
			char buf[CELL_SIZE])
{
	const struct sheet *sheet = data;
	const struct selection *s = sheet->selection;

	return column_cell(s->set, s->column[column], row_of(sheet, row), buf);
}

static const char *colour(const void *data, size_t row)
{
	const struct sheet *sheet = data;

	return sheet->colour ? sheet->colour(row_of(sheet, row)) : NULL;
}

static struct view view_of(const struct sheet *sheet)
{
	return (struct view){
		.name = sheet->selection->set->rows, .data = sheet,
		.nrows = sheet->nrows, .ncolumns = sheet->selection->count,
		.heading = heading, .cell = cell, .colour = colour,
	};
}

int sheet_render(const struct rendering *how, const struct sheet *sheet)
{
	const struct view view = view_of(sheet);

	return render(how, &view);
}

/* The sheet is the first member of its tree. */
static size_t parent(const void *data, size_t row)
{
	const struct sheet_tree *tree = data;

	return tree->parent(row_of(&tree->sheet, row));
}

int sheet_render_tree(const struct rendering *how,
		      const struct sheet_tree *tree)
{
	struct view view = view_of(&tree->sheet);

	view.parent = parent;
	view.tree_column = tree->column;
	return render(how, &view);
}
