/* SPDX-License-Identifier: GPL-2.0-only */
/* Leaves out columns of a table that is wider than the terminal. */
#ifndef FIT_H
#define FIT_H

#include <stddef.h>

#include "view/selection.h"
#include "view/table_view.h"

/* A column that may be left out, only if it holds nothing but 0 or unknown. */
struct dispensable {
	size_t column;
	bool if_zero;
};

/*
 * Leaves columns out of a selection, in the order given, until the rows of the
 * view fit into width columns; adds them to left_out. Columns of text, which are
 * cut if they do not fit, count as eight wide.
 */
void selection_fit(struct selection *s, struct selection *left_out,
		   const struct table_view *view,
		   const struct dispensable *order, size_t n, size_t width);

#endif /* FIT_H */
