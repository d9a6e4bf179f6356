/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What happened between two reads of the listeners' table, per second. A
 * listener is the same if its socket is: one that was closed and opened again,
 * or a counter that fell, has no rate.
 */
#ifndef LISTENER_RATE_H
#define LISTENER_RATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/table.h"

enum key_kind { KEY_NONE, KEY_INODE, KEY_COOKIE };

/* Which socket: by its inode, or by its cookie if the kernel holds it. */
struct listener_key {
	enum key_kind kind;
	uint64_t netns;
	uint64_t number;
};

struct listener_key listener_key(const struct listener_row *l);
bool listener_key_equal(struct listener_key a, struct listener_key b);

struct rate {
	double per_second;
	bool known;
};

struct delta {
	const struct table *before;	/* NULL: there was none */
	uint64_t ms;			/* since */
	size_t *by_key;			/* its rows, sorted */
};

/* The table has to outlive it. 0 or -errno. */
int delta_make(struct delta *delta, const struct table *before, uint64_t ms);
void delta_free(struct delta *delta);

/* The same listener as it was; NULL: it is new, or cannot be told. */
const struct listener_row *delta_before(const struct delta *delta,
					const struct listener_row *now);

struct rate delta_rate(const struct delta *delta, struct value before,
		       struct value now);

enum listener_rate {
	RATE_SYNS,
	RATE_ACCEPTED,
	RATE_DROPS,
	RATE_COOKIES,
	NRATES
};

/* All of a listener's; none is known if it is new. */
void delta_rates(const struct delta *delta, const struct listener_row *now,
		 struct rate rate[NRATES]);

#define RATE_SIZE 16

/* At most five characters: "0", "1.5", "128", "12k", "3.4M"; "-" if unknown. */
const char *rate_text(struct rate rate, char buf[RATE_SIZE]);

#endif /* LISTENER_RATE_H */
