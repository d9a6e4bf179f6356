/* SPDX-License-Identifier: GPL-2.0-only */
/* Which listeners somebody asked for: by endpoint or by process name. */
#ifndef FILTER_H
#define FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/endpoint.h"

struct entry;
struct failure;

struct filter {
	const char *text;
	struct endpoint endpoint;
	bool is_process;		/* text is its name; no endpoint */
};

/* Only a bad port is an error, -ERANGE: any other word names a process. */
int filter_parse(const char *text, struct filter *filter);

bool filter_matches(const struct filter *filter, const struct entry *entry);

/* Several: any of them has to match. None match everything. */
struct filters {
	struct filter *filter;
	size_t count;
};

/* Returns a cmd_status; to be freed in any case. */
int filters_parse(char *const *words, size_t count, struct filters *filters,
		  struct failure *why);
void filters_free(struct filters *filters);

bool filters_match(const struct filters *filters, const struct entry *entry);
enum owners_wanted filters_owners(const struct filters *filters);

/* Says so, and returns a cmd_status. denied: not every process was open. */
int filters_unmatched(const struct filters *filters, bool denied,
		      struct failure *why);

#endif /* FILTER_H */
