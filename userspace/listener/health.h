/* SPDX-License-Identifier: GPL-2.0-only */
/* A summary of all listeners from a single read, for monitoring. */
#ifndef HEALTH_H
#define HEALTH_H

#include <stddef.h>
#include <stdint.h>

#include "listener/judgement.h"
#include "table/table.h"

struct listener;
struct listeners;

/* The fullest of all SYN queues or accept queues, now or in the last 60 s. */
struct fullest {
	const struct listener_row *listener;	/* NULL: unknown */
	uint64_t depth, limit, percent;
	size_t judged;			/* queues that are known */
	size_t now_only;		/* those with no known 60 s peak */
};

struct health {
	size_t listeners;
	struct fullest synq, acceptq;
	size_t critical, warning;	/* listeners that are judged so */
	const struct listener *worst;	/* the first of them; NULL: none */
	struct judgement judgement;	/* of that one, as asked for */
	size_t dropping;		/* listeners that dropped lately */
	const struct listener_row *last;	/* the one that dropped last */
	size_t sending_cookies;		/* because a queue was full */
	size_t cookies_unclear;		/* unknown whether they do */
	size_t unclear;			/* unknown whether they dropped */
	struct value dropped;		/* packets since listen() */
};

/*
 * Sums up the judgements of the listeners, less the troubles of which ignored
 * has the bit.
 */
struct health health_of(const struct listeners *listeners,
			unsigned int ignored);

#endif /* HEALTH_H */
