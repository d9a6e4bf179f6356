// SPDX-License-Identifier: GPL-2.0-only
#include "render.h"
#include "selection.h"
#include "sheet.h"

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

int sheet_render(const struct rendering *how, const struct sheet *sheet)
{
	const struct view view = {
		.name = sheet->selection->set->rows, .data = sheet,
		.nrows = sheet->nrows, .ncolumns = sheet->selection->count,
		.heading = heading, .cell = cell, .colour = colour,
	};

	return render(how, &view);
}
