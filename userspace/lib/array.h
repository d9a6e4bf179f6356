/* SPDX-License-Identifier: GPL-2.0-only */
/* Arrays: length, growing, order, search. */
#ifndef ARRAY_H
#define ARRAY_H

#include <stddef.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* Below 0, 0 or above 0, for qsort() and bsearch(). */
#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

/* Compares two uint64_t, for qsort() and bsearch(). */
int compare_u64(const void *a, const void *b);

/*
 * Makes room for one element more than count, each of size bytes; doubles the
 * capacity if there is none. Returns the array, which may have moved, or NULL
 * if memory is short: the old one is then still the caller's.
 */
void *array_grow(void *array, size_t count, size_t *capacity, size_t size);

/*
 * Returns the index of the first element of a sorted array that is not below
 * key.
 */
size_t array_lower_bound(const void *key, const void *array, size_t count,
			 size_t size,
			 int (*compare)(const void *key, const void *element));

#endif /* ARRAY_H */
