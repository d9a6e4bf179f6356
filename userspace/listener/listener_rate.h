/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rates of a listener: what its counters grew by between two reads of the
 * listeners' table, per second.
 */
#ifndef LISTENER_RATE_H
#define LISTENER_RATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/table.h"

enum key_kind { KEY_NONE, KEY_INODE, KEY_COOKIE };

/*
 * Identifies a socket: by its inode, or by its cookie if the kernel holds it.
 */
struct listener_key {
	enum key_kind kind;
	uint64_t netns;
	uint64_t number;
};

struct listener_key listener_key(const struct listener_row *l);
bool listener_key_equal(struct listener_key a, struct listener_key b);

/* An earlier read of the listeners' table, indexed by listener. */
struct earlier {
	struct keyed_listener *listener;	/* sorted by key */
	size_t count;
	uint64_t ms;			/* how long before the later read */
};

/*
 * Indexes the rows of table, which must outlive the index; NULL: there was no
 * earlier read. Returns 0 or -ENOMEM; on success earlier_free() is due.
 */
int earlier_index(struct earlier *earlier, const struct table *table,
		  uint64_t ms);
void earlier_free(struct earlier *earlier);

/*
 * Returns the row of the same socket in the earlier table; NULL if the socket
 * is a new one, or nothing identifies it.
 */
const struct listener_row *earlier_row(const struct earlier *earlier,
				       const struct listener_row *now);

struct rate {
	double per_second;
	bool known;
};

/* Returns an unknown rate if a count is unknown, the count fell, or ms is 0. */
struct rate rate_between(struct value before, struct value now, uint64_t ms);

enum listener_rate {
	RATE_SYNS,
	RATE_ACCEPTED,
	RATE_DROPS,
	RATE_COOKIES,
	NRATES
};

/* Computes all rates of a listener; none is known if it is a new one. */
void listener_rates(const struct earlier *earlier,
		    const struct listener_row *now, struct rate rate[NRATES]);

#define RATE_SIZE 16

/*
 * Writes five characters at most: "0", "1.5", "128", "12k"; "-" if not known.
 */
const char *rate_text(struct rate rate, char buf[RATE_SIZE]);

#endif /* LISTENER_RATE_H */
