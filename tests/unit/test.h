/* SPDX-License-Identifier: GPL-2.0-only */
/* What every unit test needs before it can begin. */
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

#undef fail	/* failure.h has one of its own */

/*
 * A copy that ends where the text does, so that the sanitizer sees a read
 * beyond it.
 */
static inline char *exact_copy(const char *text, size_t length)
{
	char *copy = malloc(length ? length : 1);

	assert_non_null(copy);
	memcpy(copy, text, length);
	return copy;
}

#endif /* TEST_H */
