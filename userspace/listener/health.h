/* SPDX-License-Identifier: GPL-2.0-only */
/* What can be judged of all listeners by reading once. */
#ifndef HEALTH_H
#define HEALTH_H

#include <stddef.h>
#include <stdint.h>

#include "table/table.h"

struct listeners;

/* The fullest of one kind of queue, now or in the last 60 s. */
struct fullest {
	const struct listener_row *listener;	/* NULL: none is known */
	uint64_t depth, limit, percent;
	size_t judged;
	size_t now_only;		/* of them: what was is not known */
};

struct health {
	size_t listeners;
	struct fullest synq, acceptq;
	size_t dropping;		/* dropped so lately */
	const struct listener_row *last;	/* that dropped the latest */
	size_t sending_cookies;		/* in the last 60 s, not by choice */
	size_t cookies_unclear;		/* whether they do is not known */
	size_t unclear;			/* whether they dropped is not known */
	struct value dropped;		/* packets, since each listen() */
};

struct health health_of(const struct listeners *listeners, uint64_t since_ms);

#endif /* HEALTH_H */
