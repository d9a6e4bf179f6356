/* SPDX-License-Identifier: GPL-2.0-only */
/* Columns that can be shown of something, and which of them are. */
#ifndef SELECTION_H
#define SELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "proc/owner.h"
#include "table/cell.h"

enum column_type {
	COLUMN_TEXT,
	COLUMN_NUMBER,
	COLUMN_FILL,			/* text, but to the right: "5/129" */
};

struct column {
	const char *token;
	const char *help;
	enum column_type type;
	enum owners_wanted owners;
	/* NULL: the value of that number */
	const char *(*cell)(const void *row, char buf[CELL_SIZE]);
};

/* A table's own column, as the X-macros of uapi/listenq.h list them. */
#define TABLE_COLUMN(token, kind, help, ...)				\
	{ #token, help,							\
	  KIND_##kind == KIND_TEXT ? COLUMN_TEXT : COLUMN_NUMBER,	\
	  OWNERS_NONE, NULL },

struct column_set {
	const char *rows;		/* what they are called in JSON */
	const char *command;		/* that shows them */
	const struct column *column;
	size_t count;
	const struct value *(*values)(const void *row);
};

#define SELECTION_MAX 128

/* In the order of output, each at most once. */
struct selection {
	const struct column_set *set;
	size_t column[SELECTION_MAX];
	size_t count;
	bool chosen;			/* not beside the default columns */
};

void selection_append(struct selection *s, size_t column);
/* Before the one at that position. */
void selection_insert(struct selection *s, size_t at, size_t column);
void selection_remove(struct selection *s, size_t column);
/* s->count if it is not among them. */
size_t selection_position(const struct selection *s, size_t column);
bool selection_has(const struct selection *s, size_t column);
void selection_all(struct selection *s);
/*
 * Selects default columns, in front of those that +LIST requested; nothing if
 * columns were chosen instead.
 */
void selection_default(struct selection *s, const size_t *columns, size_t count);
/*
 * "PID,PROCESS" instead of what was selected, or "+PID" beside it. Returns
 * NULL, or the first name that is no column; cuts list up.
 */
const char *selection_parse(struct selection *s, char *list);
enum owners_wanted selection_owners(const struct selection *s);

#define COLUMN_NAME_SIZE 32

/*
 * The token in upper case, with '-' for '_'; one that is in capitals is a name
 * of the kernel's and stays as it is.
 */
void column_name(const struct column_set *set, size_t column,
		 char name[COLUMN_NAME_SIZE]);

/* NULL if not known; else text that lives as long as row and buf. */
const char *column_cell(const struct column_set *set, size_t column,
			const void *row, char buf[CELL_SIZE]);

void columns_help(const struct column_set *set, FILE *out);

#endif /* SELECTION_H */
