/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether a listener is in trouble. */
#ifndef TROUBLE_H
#define TROUBLE_H

#include <stdbool.h>

#include "table/value.h"

struct listener_row;

enum trouble {
	TROUBLE_NONE,
	TROUBLE_SOME,	/* dropped, sent cookies, or a queue is above 80 % */
	TROUBLE_FULL,	/* a queue is full now */
};

#define TROUBLE_HELP							\
"A listener is in trouble if it dropped anything, if its SYN queue or its accept\n" \
"queue is above 80 % of the limit or was in the last 60 s, or if it sent cookies.\n" \
"Cookies do not count if the limit of the SYN queue is 0 and the backlog is not:\n" \
"then tcp_syncookies is 2, and every SYN gets a cookie.\n"

/*
 * Whether a queue is full, or above 80 % of its limit; false if a number is
 * unknown, or the limit is 0, because such a queue cannot fill up.
 */
bool queue_is_full(struct value depth, struct value limit);
bool queue_is_above_80(struct value depth, struct value limit);

enum trouble listener_trouble(const struct listener_row *l);

#endif /* TROUBLE_H */
