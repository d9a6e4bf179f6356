/* SPDX-License-Identifier: GPL-2.0-only */
/* How full a queue is. */
#ifndef FILL_H
#define FILL_H

#include <stdbool.h>

#include "table/value.h"

/*
 * Whether a queue is full, or above 80 % of its limit; false if a number is
 * unknown, or the limit is 0, because such a queue cannot fill up.
 */
bool queue_is_full(struct value depth, struct value limit);
bool queue_is_above_80(struct value depth, struct value limit);

#endif /* FILL_H */
