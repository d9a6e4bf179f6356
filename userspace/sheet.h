/* SPDX-License-Identifier: GPL-2.0-only */
/* Rows in the columns that were selected, to be rendered. */
#ifndef SHEET_H
#define SHEET_H

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

/* 0 or -errno. */
int sheet_render(const struct rendering *how, const struct sheet *sheet);

#endif /* SHEET_H */
