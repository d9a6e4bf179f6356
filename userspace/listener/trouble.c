// SPDX-License-Identifier: GPL-2.0-only
#include "listener/trouble.h"
#include "table/table.h"

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

static bool sent_cookies(const struct listener_row *l)
{
	return some(l->cookies) && !listener_cookies_by_choice(l);
}

enum trouble listener_trouble(const struct listener_row *l)
{
	if (queue_is_full(l->synq, l->synq_limit) ||
	    queue_is_full(l->acceptq, l->acceptq_limit))
		return TROUBLE_FULL;
	if (queue_is_above_80(l->synq, l->synq_limit) ||
	    queue_is_above_80(l->synq_peak60, l->synq_limit) ||
	    queue_is_above_80(l->acceptq, l->acceptq_limit) ||
	    queue_is_above_80(l->acceptq_peak60, l->acceptq_limit))
		return TROUBLE_SOME;
	if (sent_cookies(l) || listener_drops(l).number)
		return TROUBLE_SOME;
	return TROUBLE_NONE;
}
