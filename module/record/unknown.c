// SPDX-License-Identifier: GPL-2.0-only
#include <linux/compiler.h>

#include "record/slot.h"
#include "record/unknown.h"

struct lq_unknown lq_unknown_ipv4, lq_unknown_ipv6;
static_assert(LQ_NR_COUNTS <= 64);

static void add(struct lq_unknown *unknown, lq_columns columns)
{
	u64 counts = unknown->counts;
	int i;

	for (i = 0; i < LQ_NR_COUNTS; i++)
		if (columns & lq_count_column(i))
			counts |= BIT_ULL(i);
	WRITE_ONCE(unknown->counts, counts);
	WRITE_ONCE(unknown->columns, unknown->columns | columns);
}

void lq_unknown_add(lq_columns columns, bool ipv6_only)
{
	add(&lq_unknown_ipv6, columns);
	if (!ipv6_only)
		add(&lq_unknown_ipv4, columns);
}
