/* SPDX-License-Identifier: GPL-2.0-only */
/* Rows in selected columns, printed by libsmartcols; no other file knows it. */
#ifndef TABLE_VIEW_H
#define TABLE_VIEW_H

#include <stdbool.h>
#include <stddef.h>

struct selection;

enum render_format { RENDER_TABLE, RENDER_RAW, RENDER_JSON };

struct rendering {
	enum render_format format;
	bool noheadings;
	bool colour;
	bool member;			/* JSON: of an object that others share */
	bool line;			/* JSON: an object on one line */
};

/* What is printed. The rows are of the type that the columns are of. */
struct table_view {
	const struct selection *selection;
	const void *rows;		/* an array */
	size_t nrows;
	size_t row_size;
	/*
	 * Returns the row's colour, or NULL; the function may be NULL itself.
	 */
	const char *(*colour)(const void *row);
	/*
	 * Returns the index of the row above it, or -1; NULL: there is no tree.
	 */
	size_t (*parent)(const void *row);
	size_t tree_column;		/* position in the selection */
};

/* Prints to stdout. Returns 0 or -errno. */
int table_view_print(const struct table_view *view,
		     const struct rendering *how);

#endif /* TABLE_VIEW_H */
