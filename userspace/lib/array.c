// SPDX-License-Identifier: GPL-2.0-only
#include <stdint.h>
#include <stdlib.h>

#include "lib/array.h"

#define FIRST_CAPACITY 16

int compare_u64(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return COMPARE(*x, *y);
}

void *array_grow(void *array, size_t count, size_t *capacity, size_t size)
{
	size_t wanted = *capacity ? 2 * *capacity : FIRST_CAPACITY;

	if (count < *capacity)
		return array;
	array = reallocarray(array, wanted, size);
	if (array)
		*capacity = wanted;
	return array;
}

size_t array_lower_bound(const void *key, const void *array, size_t count,
			 size_t size,
			 int (*compare)(const void *key, const void *element))
{
	size_t low = 0, high = count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare(key, (const char *)array + middle * size) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
