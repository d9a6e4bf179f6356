/* SPDX-License-Identifier: GPL-2.0-only */
/* What nothing tells, because a probe is not planted. */
#ifndef LQ_UNKNOWN_H
#define LQ_UNKNOWN_H

#include "record/column.h"

/**
 * lq_unknown_add() - nothing will tell what these columns need to know
 * @columns: that a listener's record or its depths fill
 * @ipv6_only: no more than the listeners on IPv6 sockets are concerned
 *
 * Context: process, one at a time, before any table can be opened; handlers of
 * what is planted already may run.
 */
void lq_unknown_add(lq_columns columns, bool ipv6_only);

/* All of them, of a listener on an IPv6 socket or another. Context: any. */
lq_columns lq_unknown_columns(bool ipv6);

/* The same as a set of enum lq_count. Context: any. */
u64 lq_unknown_counts(bool ipv6);

#endif /* LQ_UNKNOWN_H */
