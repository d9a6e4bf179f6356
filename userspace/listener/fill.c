// SPDX-License-Identifier: GPL-2.0-only
#include "listener/fill.h"

bool queue_is_full(struct value depth, struct value limit)
{
	return known(depth) && some(limit) && depth.number >= limit.number;
}

/* Computes four fifths, rounded down, without an overflow. */
bool queue_is_above_80(struct value depth, struct value limit)
{
	uint64_t n = limit.number;

	return known(depth) && some(limit) &&
	       depth.number > n / 5 * 4 + n % 5 * 4 / 5;
}
