/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What can be shown of a refusal: every column of its table, and some that are
 * worked out from them. The same for a row of the table and for an event.
 */
#ifndef DROP_COLUMNS_H
#define DROP_COLUMNS_H

#include <time.h>

#include "table/table.h"
#include "view/selection.h"

enum derived_refusal_column {
	REFUSAL_AGE = REFUSAL_NCOLUMNS,
	REFUSAL_TIME,
	REFUSAL_TIMESTAMP,
	REFUSAL_SYN_QUEUE,
	REFUSAL_ACCEPT_QUEUE,
	NREFUSAL_COLUMNS
};

/* The text of its values, and a cell, live as long as the refusal. */
struct happened {
	const struct refusal *refusal;
	struct timespec at;		/* by the clock on the wall */
};

/* Of rows that are struct happened. */
extern const struct column_set refusal_columns;

#endif /* DROP_COLUMNS_H */
