// SPDX-License-Identifier: GPL-2.0-only
#include <linux/compiler.h>

#include "unfed.h"

static lq_columns unfed;
static lq_columns unfed_ipv6;

void lq_unfed_add(lq_columns columns, bool ipv6_only)
{
	WRITE_ONCE(unfed_ipv6, unfed_ipv6 | columns);
	if (!ipv6_only)
		WRITE_ONCE(unfed, unfed | columns);
}

lq_columns lq_unfed(bool ipv6)
{
	return ipv6 ? READ_ONCE(unfed_ipv6) : READ_ONCE(unfed);
}
