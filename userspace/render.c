// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <libsmartcols.h>

#include "columns.h"
#include "entry.h"
#include "render.h"
#include "trouble.h"

static int add_column(struct libscols_table *table, size_t column)
{
	int flags = column_is_right(column) ? SCOLS_FL_RIGHT : 0;
	int type = column_is_number(column) ?
		   SCOLS_JSON_NUMBER : SCOLS_JSON_STRING;
	struct libscols_column *c;
	char name[COLUMN_NAME_SIZE];

	column_name(column, name);
	c = scols_table_new_column(table, name, 0, flags);
	if (!c)
		return -ENOMEM;
	return scols_column_set_json_type(c, type);
}

static int colour_line(struct libscols_line *line, const struct listener *l)
{
	switch (listener_trouble(l)) {
	case TROUBLE_FULL:
		return scols_line_set_color(line, "red");
	case TROUBLE_SOME:
		return scols_line_set_color(line, "yellow");
	case TROUBLE_NONE:
		break;
	}
	return 0;
}

/* In JSON a cell without data is null. */
static int add_line(struct libscols_table *table, const struct rendering *how,
		    const struct selection *selection,
		    const struct entry *entry)
{
	const char *unknown = how->format == RENDER_JSON ? NULL : "-";
	struct libscols_line *line = scols_table_new_line(table, NULL);
	char buf[CELL_SIZE];
	const char *cell;
	size_t i;
	int err;

	if (!line)
		return -ENOMEM;
	for (i = 0; i < selection->count; i++) {
		cell = column_cell(selection->column[i], entry, buf);
		err = scols_line_set_data(line, i, cell ? cell : unknown);
		if (err)
			return err;
	}
	return how->colour ? colour_line(line, entry->listener) : 0;
}

static int set_up(struct libscols_table *table, const struct rendering *how)
{
	int err;

	err = scols_table_set_name(table, "listeners");
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
		const struct selection *selection,
		const struct entry *entries, size_t count)
{
	size_t i;
	int err;

	err = set_up(table, how);
	for (i = 0; !err && i < selection->count; i++)
		err = add_column(table, selection->column[i]);
	for (i = 0; !err && i < count; i++)
		err = add_line(table, how, selection, &entries[i]);
	return err;
}

int render(const struct rendering *how, const struct selection *selection,
	   const struct entry *entries, size_t count)
{
	struct libscols_table *table = scols_new_table();
	int err;

	if (!table)
		return -ENOMEM;
	err = fill(table, how, selection, entries, count);
	if (!err)
		err = scols_print_table(table);
	scols_unref_table(table);
	return err;
}
