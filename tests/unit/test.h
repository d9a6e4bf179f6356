/* SPDX-License-Identifier: GPL-2.0-only */
/* Included first by every unit test. */
#ifndef TEST_H
#define TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/array.h"

#undef fail	/* failure.h declares another one */

/*
 * Copies text to memory of that size, so that the sanitizer sees a read beyond.
 */
static inline char *exact_copy(const char *text, size_t length)
{
	char *copy = malloc(length ? length : 1);

	assert_non_null(copy);
	memcpy(copy, text, length);
	return copy;
}

#endif /* TEST_H */
