/* SPDX-License-Identifier: GPL-2.0-only */
/* The columns that a type of row has, and a selection of them. */
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
	COLUMN_FILL,			/* text, aligned to the right: "5/129" */
};

struct column {
	const char *token;
	const char *help;
	enum column_type type;
	enum owners_wanted owners;
	/*
	 * Returns the text, or NULL if unknown; NULL: the value of that number.
	 */
	const char *(*cell)(const void *row, char buf[CELL_SIZE]);
};

/* The columns of a table itself, for the X-macros of uapi/listenq.h. */
#define TABLE_COLUMN(token, kind, help, ...)				\
	{ #token, help,							\
	  KIND_##kind == KIND_TEXT ? COLUMN_TEXT : COLUMN_NUMBER,	\
	  OWNERS_NONE, NULL },

/* A column of text, and the columns of numbers that JSON has instead. */
struct column_numbers {
	size_t column;
	size_t number[2];		/* 0: no second one */
};

struct column_set {
	const char *rows;		/* name of the table in JSON */
	const char *command;		/* the command whose --help lists them */
	const struct column *column;
	size_t count;
	const struct value *(*values)(const void *row);
	const struct column_numbers *numbers;
	size_t nnumbers;
};

#define SELECTION_MAX 128

/* Selected columns, in the order of output, each at most once. */
struct selection {
	const struct column_set *set;
	size_t column[SELECTION_MAX];
	size_t count;
	bool chosen;			/* they replace the default ones */
};

void selection_append(struct selection *s, size_t column);
/* Inserts a column in front of that position, unless it is selected already. */
void selection_insert(struct selection *s, size_t at, size_t column);
void selection_remove(struct selection *s, size_t column);
/* Returns the position of a column; s->count if it is not selected. */
size_t selection_position(const struct selection *s, size_t column);
bool selection_has(const struct selection *s, size_t column);
void selection_all(struct selection *s);
/*
 * Selects the default columns, in front of those that +LIST added; does nothing
 * if a LIST has replaced them.
 */
void selection_default(struct selection *s, const size_t *columns, size_t count);
/*
 * Returns the column of that name, in any case and with '-' or '_'; the number
 * of columns if there is none.
 */
size_t column_find(const struct column_set *set, const char *name);
/*
 * Selects the columns of a list: "PID,PROCESS" replaces the selection, "+PID"
 * adds to it. Cuts list into pieces. Returns NULL, or the first name that is
 * unknown.
 */
const char *selection_parse(struct selection *s, char *list);
/* Puts the numbers of each column in its place, for JSON. */
void selection_use_numbers(struct selection *s);
/* Returns which owners the selected columns need. */
enum owners_wanted selection_owners(const struct selection *s);

#define COLUMN_NAME_SIZE 32

/*
 * Writes the heading: the token in upper case, with '-' for '_'. A token in
 * capitals is a name of the kernel's and is not changed.
 */
void column_name(const struct column_set *set, size_t column,
		 char name[COLUMN_NAME_SIZE]);

/* Writes the key in JSON: the token in lower case, with "_per_" for '/'. */
void column_key(const struct column_set *set, size_t column,
		char key[COLUMN_NAME_SIZE]);

/* Returns the text of a cell, valid as long as row and buf; NULL: unknown. */
const char *column_cell(const struct column_set *set, size_t column,
			const void *row, char buf[CELL_SIZE]);

/* Writes a line for each column, for --help. */
void columns_help(const struct column_set *set, FILE *out);

#endif /* SELECTION_H */
