/* SPDX-License-Identifier: GPL-2.0-only */
/* The columns of connections: those of the table, and their age for people. */
#ifndef CONNECTION_COLUMNS_H
#define CONNECTION_COLUMNS_H

#include "table/table.h"
#include "view/selection.h"

enum derived_connection_column {
	CONNECTION_AGE = CONNECTION_NCOLUMNS,
	NCONNECTION_COLUMNS
};

/* For rows of type const struct connection_row *. */
extern const struct column_set connection_columns;

#endif /* CONNECTION_COLUMNS_H */
