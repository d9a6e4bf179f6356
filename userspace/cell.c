// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "cell.h"

const char *number_cell(struct value v, char buf[CELL_SIZE])
{
	if (!known(v))
		return NULL;
	snprintf(buf, CELL_SIZE, "%" PRIu64, v.number);
	return buf;
}

const char *signed_cell(int64_t n, char buf[CELL_SIZE])
{
	snprintf(buf, CELL_SIZE, "%" PRId64, n);
	return buf;
}
