/* SPDX-License-Identifier: GPL-2.0-only */
/* Which listeners somebody asked for: by endpoint or by process name. */
#ifndef FILTER_H
#define FILTER_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/endpoint.h"

struct listener;
struct failure;

struct filter {
	const char *text;
	struct endpoint endpoint;
	bool is_process;		/* text is its name; no endpoint */
};

/* Only a bad port is an error, -ERANGE: any other word names a process. */
int filter_parse(const char *text, struct filter *filter);

bool filter_matches(const struct filter *filter,
		    const struct listener *listener);

#define FILTER_HELP							\
"A FILTER is a port (80, :80), an address as 'listenq' shows it (127.0.0.1, ::1),\n" \
"both (127.0.0.1:80, [::1]:80), or the name of a process that holds the socket.\n" \
"With several FILTERs, a listener has to match only one of them.\n"

/* Several: any of them has to match. None match everything. */
struct filters {
	struct filter *filter;
	size_t count;
};

/* Returns a cmd_status; to be freed in any case. */
int filters_parse(char *const *words, size_t count, struct filters *filters,
		  struct failure *why);
void filters_free(struct filters *filters);

bool filters_match(const struct filters *filters,
		   const struct listener *listener);
enum owners_wanted filters_owners(const struct filters *filters);

/* The same for listeners_keep() and groups_keep(), which pass it filters as data. */
bool listener_matches(const struct listener *listener, const void *filters);

/*
 * Returns EXIT_USAGE if filters were given and matched is 0, else EXIT_OK.
 * denied: some processes could not be looked at, so a name may be of one of them.
 */
int filters_check_matched(const struct filters *filters, size_t matched,
			  bool denied, struct failure *why);

#endif /* FILTER_H */
