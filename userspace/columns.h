/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What can be shown of a listener: every column of its table, in upper case
 * and with '-' for '_', and some that are worked out from them.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "cell.h"
#include "model.h"

struct entry;

enum derived_column {
	COLUMN_SYN_QUEUE = LISTENER_NCOLUMNS,
	COLUMN_SYN_PEAK,
	COLUMN_ACCEPT_QUEUE,
	COLUMN_ACCEPT_PEAK,
	COLUMN_REFUSED,
	COLUMN_PID,
	COLUMN_PROCESS,
	COLUMN_HOLDERS,
	NCOLUMNS
};

#define COLUMN_NAME_SIZE 32

/* In the order of output, each at most once. */
struct selection {
	size_t column[NCOLUMNS];
	size_t count;
};

void selection_default(struct selection *s);
void selection_all(struct selection *s);
/*
 * "PID,PROCESS" instead of what was selected, or "+PID" beside it. Returns
 * NULL, or the first name that is no column; cuts list up.
 */
const char *selection_parse(struct selection *s, char *list);
bool selection_needs_owner(const struct selection *s);

void column_name(size_t column, char name[COLUMN_NAME_SIZE]);
bool column_is_number(size_t column);
bool column_is_right(size_t column);

/* NULL if not known; else text that lives as long as entry and buf. */
const char *column_cell(size_t column, const struct entry *entry,
			char buf[CELL_SIZE]);

void columns_help(FILE *out);

#endif /* COLUMNS_H */
