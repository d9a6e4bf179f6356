/* SPDX-License-Identifier: GPL-2.0-only */
/* Rows in the columns that were selected, to be rendered. */
#ifndef TABLE_VIEW_H
#define TABLE_VIEW_H

#include <stddef.h>

struct rendering;
struct selection;

struct sheet {
	const struct selection *selection;
	const void *rows;		/* an array */
	size_t nrows;
	size_t row_size;
	/* NULL: none; may be NULL itself */
	const char *(*colour)(const void *row);
};

struct sheet_tree {
	struct sheet sheet;
	size_t (*parent)(const void *row);	/* as in struct view */
	size_t column;			/* of the selection: where it is drawn */
};

/* 0 or -errno. */
int sheet_render(const struct rendering *how, const struct sheet *sheet);
int sheet_render_tree(const struct rendering *how,
		      const struct sheet_tree *tree);

#endif /* TABLE_VIEW_H */
