// SPDX-License-Identifier: GPL-2.0-only
#include <linux/compiler.h>

#include "record/slot.h"
#include "record/unknown.h"

static struct unknown {
	lq_columns columns;
	u64 counts;
} of_ipv4, of_ipv6;
static_assert(LQ_NR_COUNTS <= 64);

static void add(struct unknown *unknown, lq_columns columns)
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
	add(&of_ipv6, columns);
	if (!ipv6_only)
		add(&of_ipv4, columns);
}

lq_columns lq_unknown_columns(bool ipv6)
{
	return READ_ONCE((ipv6 ? &of_ipv6 : &of_ipv4)->columns);
}

u64 lq_unknown_counts(bool ipv6)
{
	return READ_ONCE((ipv6 ? &of_ipv6 : &of_ipv4)->counts);
}
