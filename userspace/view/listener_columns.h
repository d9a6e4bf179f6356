/* SPDX-License-Identifier: GPL-2.0-only */
/* The columns of listeners: those of the table, and some derived from them. */
#ifndef LISTENER_COLUMNS_H
#define LISTENER_COLUMNS_H

#include "table/table.h"
#include "view/selection.h"
#include "view/table_view.h"

enum derived_column {
	COLUMN_SYN_QUEUE = LISTENER_NCOLUMNS,
	COLUMN_SYN_PEAK,
	COLUMN_ACCEPT_QUEUE,
	COLUMN_ACCEPT_PEAK,
	COLUMN_DROPS,
	COLUMN_SYN_RATE,
	COLUMN_ACCEPT_RATE,
	COLUMN_DROPS_RATE,
	COLUMN_COOKIE_RATE,
	COLUMN_PID,
	COLUMN_PROCESS,
	COLUMN_HOLDERS,
	COLUMN_NETNS_NAME,
	COLUMN_SEVERITY,
	COLUMN_TROUBLE,
	NCOLUMNS
};

/* For rows of type struct listener. */
extern const struct column_set listener_columns;

/*
 * Selects the default columns; rates: with rates instead of peaks and counts.
 */
void listener_selection_default(struct selection *s, bool rates);

/*
 * Leaves out the default columns for which there is no room, the least useful
 * first.
 */
void listener_selection_fit(struct selection *s, struct selection *left_out,
			    const struct table_view *view, size_t width);

/*
 * Return the colour of a row that is a struct listener or a struct branch, or
 * NULL if it is not in trouble. A group has the colour of its worst member.
 */
const char *listener_colour(const void *row);

#endif /* LISTENER_COLUMNS_H */
