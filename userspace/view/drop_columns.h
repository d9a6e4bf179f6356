/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The columns of drops: those of the table, and some derived from them. Rows of
 * the table and traced events have the same columns.
 */
#ifndef DROP_COLUMNS_H
#define DROP_COLUMNS_H

#include <time.h>

#include "table/table.h"
#include "view/selection.h"

enum derived_drop_column {
	DROP_AGE = DROP_NCOLUMNS,
	DROP_TIME,
	DROP_TIMESTAMP,
	DROP_SYN_QUEUE,
	DROP_ACCEPT_QUEUE,
	NDROP_COLUMNS
};

/* A drop and when it happened; a cell's text lives as long as the row. */
struct drop_event {
	const struct drop_row *row;
	struct timespec at;		/* CLOCK_REALTIME; 0 if not known */
};

/* For rows of type struct drop_event. */
extern const struct column_set drop_columns;

#endif /* DROP_COLUMNS_H */
