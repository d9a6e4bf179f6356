/* SPDX-License-Identifier: GPL-2.0-only */
/* Which columns are unknown because a probe is missing. */
#ifndef LQ_UNKNOWN_H
#define LQ_UNKNOWN_H

#include <linux/compiler.h>

#include "record/column.h"

struct lq_unknown {
	lq_columns columns;
	u64 counts;		/* set of enum lq_count */
};

extern struct lq_unknown lq_unknown_ipv4, lq_unknown_ipv6;

/**
 * lq_unknown_add() - mark columns as unknown
 * @columns: the columns that a missing probe gives
 * @ipv6_only: mark them for listeners on IPv6 sockets only
 *
 * Context: process, one at a time, before any table can be opened. Handlers of
 * probes that are planted already may run.
 */
void lq_unknown_add(lq_columns columns, bool ipv6_only);

/**
 * lq_unknown_columns() - get the columns that are unknown
 * @ipv6: of a listener on an IPv6 socket
 *
 * Context: any.
 * Return: a set of enum lq_column.
 */
static inline lq_columns lq_unknown_columns(bool ipv6)
{
	return READ_ONCE((ipv6 ? &lq_unknown_ipv6 : &lq_unknown_ipv4)->columns);
}

/**
 * lq_unknown_counts() - get the counts that are unknown
 * @ipv6: of a listener on an IPv6 socket
 *
 * Context: any.
 * Return: a set of enum lq_count.
 */
static inline u64 lq_unknown_counts(bool ipv6)
{
	return READ_ONCE((ipv6 ? &lq_unknown_ipv6 : &lq_unknown_ipv4)->counts);
}

#endif /* LQ_UNKNOWN_H */
