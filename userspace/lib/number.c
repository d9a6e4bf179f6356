// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

#include "lib/number.h"

int number_scan(const char **text, uint64_t *number)
{
	const char *c = *text;
	int err = *c >= '0' && *c <= '9' ? 0 : -EINVAL;

	*number = 0;
	for (; *c >= '0' && *c <= '9'; c++)
		if (__builtin_mul_overflow(*number, 10, number) ||
		    __builtin_add_overflow(*number, *c - '0', number))
			err = -ERANGE;
	*text = c;
	return err;
}

bool number_parse(const char *text, uint64_t *number)
{
	return number_scan(&text, number) == 0 && !*text;
}
