/* SPDX-License-Identifier: GPL-2.0-only */
/* Listeners with what was found out about them outside of their table. */
#ifndef ENTRY_H
#define ENTRY_H

#include "endpoint.h"
#include "load.h"
#include "owner.h"

struct entry {
	const struct listener *listener;
	struct endpoint local;
	struct owner owner;
};

/* In the order of port and address; the rest is what they point into. */
struct entries {
	struct entry *entry;
	size_t count;
	struct loaded listeners;
	struct owners owners;
};

/* Returns a cmd_status; to be freed in any case. */
int entries_load(struct entries *entries, bool with_owners,
		 struct failure *why);
void entries_free(struct entries *entries);

/* Drops those of which keep() says no. */
void entries_keep(struct entries *entries,
		  bool (*keep)(const struct entry *entry, const void *data),
		  const void *data);

/* Those at exactly this endpoint, *count of them. */
const struct entry *entries_at(const struct entries *entries,
			       const struct endpoint *local, size_t *count);

#endif /* ENTRY_H */
