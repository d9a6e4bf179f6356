/* SPDX-License-Identifier: GPL-2.0-only */
/* Sorts the rows of a table by columns that the user names. */
#ifndef SORT_H
#define SORT_H

#include <stdbool.h>
#include <stddef.h>

#include "proc/owner.h"

struct column_set;

#define SORT_KEYS_MAX 8

struct sort_key {
	size_t column;
	bool descending;
};

struct sort {
	struct sort_key key[SORT_KEYS_MAX];
	size_t count;
};

/*
 * Parses "drops", "-drops" (the largest first) or "-drops,local". Cuts list into
 * pieces. Returns NULL, or the first name that is unknown or one too many.
 */
const char *sort_parse(struct sort *sort, const struct column_set *set,
		       char *list);

/* Returns which owners the columns need. */
enum owners_wanted sort_owners(const struct sort *sort,
			       const struct column_set *set);

/*
 * Sorts rows, an array of count rows of that size; equal ones keep their order,
 * unknown values come last. Returns 0 or -ENOMEM.
 */
int sort_rows(const struct sort *sort, const struct column_set *set, void *rows,
	      size_t count, size_t size);

#endif /* SORT_H */
