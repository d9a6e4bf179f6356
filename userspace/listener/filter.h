/* SPDX-License-Identifier: GPL-2.0-only */
/* Filters: listeners by endpoint or by the name of a process. */
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
	bool is_process;		/* text names it; endpoint is unused */
};

/*
 * Parses a word. Returns 0, or -ERANGE for a bad port: other words name
 * processes.
 */
int filter_parse(const char *text, struct filter *filter);

bool filter_matches(const struct filter *filter,
		    const struct listener *listener);

#define FILTER_HELP							\
"A FILTER is a port (80, :80), an address as 'listenq' shows it (127.0.0.1, ::1),\n" \
"a device (%eth0), several of them (127.0.0.1:80, [fe80::1]%eth0:80), or the\n" \
"name of a process that holds the socket.\n"				\
"With several FILTERs, a listener has to match only one of them.\n"

/* Several filters: one of them has to match. No filter matches everything. */
struct filters {
	struct filter *filter;
	size_t count;
};

/* Returns an exit_status; filters_free() is due also on failure. */
int filters_parse(char *const *words, size_t count, struct filters *filters,
		  struct failure *why);
void filters_free(struct filters *filters);

bool filters_match(const struct filters *filters,
		   const struct listener *listener);
/* Returns which owners filters_match() needs to know. */
enum owners_wanted filters_owners(const struct filters *filters);

/*
 * Is filters_match() for listeners_keep() and groups_keep(): filters is their
 * data.
 */
bool listener_matches(const struct listener *listener, const void *filters);

/*
 * Fails if filters were given and nothing matched. denied: some processes could
 * not be scanned, so that a name may be of one of them. Returns an exit_status.
 */
int filters_check_matched(const struct filters *filters, size_t matched,
			  bool denied, struct failure *why);

#endif /* FILTER_H */
