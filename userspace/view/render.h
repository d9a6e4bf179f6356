/* SPDX-License-Identifier: GPL-2.0-only */
/* Tables to stdout; the only file that knows libsmartcols. */
#ifndef RENDER_H
#define RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "table/cell.h"

enum render_format { RENDER_TABLE, RENDER_RAW, RENDER_JSON };

struct rendering {
	enum render_format format;
	bool noheadings;
	bool colour;
	bool member;			/* JSON: of an object that others share */
	bool line;			/* JSON: an object on one line */
};

enum heading_type {
	HEADING_TEXT,
	HEADING_NUMBER,
	HEADING_RIGHT,			/* text, but to the right */
};

struct heading {
	const char *name;
	enum heading_type type;
};

/* What is shown: data as rows of cells. The text may live in buf. */
struct view {
	const char *name;		/* in JSON */
	const void *data;
	size_t nrows;
	size_t ncolumns;
	struct heading (*heading)(const void *data, size_t column,
				  char buf[CELL_SIZE]);
	/* NULL: not known */
	const char *(*cell)(const void *data, size_t row, size_t column,
			    char buf[CELL_SIZE]);
	/* NULL: none; may be NULL itself */
	const char *(*colour)(const void *data, size_t row);
	/* A row before it, or -1; NULL: there is no tree */
	size_t (*parent)(const void *data, size_t row);
	size_t tree_column;		/* where it is drawn */
};

/* Whether stdout is a terminal whose user wants colours. */
bool wants_colour(void);

/* 0 or -errno. */
int render(const struct rendering *how, const struct view *view);

#endif /* RENDER_H */
