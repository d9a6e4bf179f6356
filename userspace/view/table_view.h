/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Prints rows in selected columns. Only table_view.c knows libsmartcols, which
 * lays out what people read.
 */
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
	bool member;			/* JSON: as a member, without braces */
	bool line;			/* JSON: on one line */
	size_t width;			/* of the terminal; 0: cut nothing */
	const char *timestamp;		/* put before a table on one line, or NULL */
};

/* What to print: an array of rows of the type that the columns are for. */
struct table_view {
	const struct selection *selection;
	const void *rows;
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
