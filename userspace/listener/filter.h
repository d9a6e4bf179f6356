/* SPDX-License-Identifier: GPL-2.0-only */
/* Filters: listeners by endpoint, process, network namespace or family. */
#ifndef FILTER_H
#define FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/endpoint_pattern.h"
#include "proc/netns.h"
#include "proc/owner.h"
#include "table/source.h"

struct failure;
struct listener;
struct listeners;
struct table;

enum filter_kind {
	FILTER_ENDPOINT,
	FILTER_PROCESS,			/* by name */
	FILTER_PID,
	FILTER_NETNS,			/* by name or inode */
};

struct filter {
	enum filter_kind kind;
	const char *text;		/* as the user wrote it */
	const char *name;		/* FILTER_PROCESS, FILTER_NETNS: points into text */
	uint64_t number;		/* FILTER_PID; FILTER_NETNS: if name is a number */
	struct endpoint_pattern pattern;	/* FILTER_ENDPOINT */
};

/* Which addresses a listener has to accept. */
enum filter_family { FAMILY_ANY, FAMILY_IPV4, FAMILY_IPV6 };

/*
 * Parses a word. Returns 0, -ERANGE for a bad port, -E2BIG for too many ports,
 * -EINVAL for a bad pid or an empty name: other words name processes.
 */
int filter_parse(const char *text, struct filter *filter);

/* Not for FILTER_NETNS. */
bool filter_matches(const struct filter *filter,
		    const struct listener *listener);

#define FILTER_HELP							\
"A FILTER is one of these:\n"						\
"  80, :80, *:80         a port\n"					\
"  80,443,8000-8100      several ports\n"				\
"  127.0.0.1, ::1        an address\n"					\
"  10.0.0.0/8, fd00::/8  all addresses of a network\n"			\
"  127.0.0.1:80, [::1]:80, 10.0.0.0/8:80,443\n"				\
"                        both\n"					\
"  %eth0, [fe80::1]%eth0:80\n"						\
"                        a device, alone or with the others\n"		\
"  nginx, process=nginx  the name of a process that holds the socket\n"	\
"  pid=812               its process ID\n"				\
"  netns=NAME            a network namespace or container, by the name or the\n" \
"                        number that -A shows; implies -A\n"		\
"With several FILTERs, a listener has to match only one of them; but one of those\n" \
"with netns= as well.\n"

/* The options that all commands with a FILTER have. */
#define FILTER_LETTERS "A46"

#define FILTER_OPTIONS							\
	{ "all-namespaces", no_argument, NULL, 'A' },			\
	{ "ipv4",	no_argument, NULL, '4' },			\
	{ "ipv6",	no_argument, NULL, '6' }

#define FILTER_OPTIONS_HELP						\
"  -A, --all-namespaces\n"						\
"                     include all network namespaces (as root)\n"	\
"  -4, --ipv4         only what accepts IPv4 connections\n"		\
"  -6, --ipv6         only what accepts IPv6 connections\n"

/*
 * Several filters: one of them has to match, and one of those by namespace if
 * there are such. No filter matches everything.
 */
struct filters {
	struct filter *filter;
	size_t count;
	bool all_namespaces;		/* -A, or a FILTER_NETNS */
	enum filter_family family;
	struct netns_names names;	/* see filters_learn_namespaces() */
};

/* Handles one of FILTER_LETTERS; returns whether it was one. */
bool filters_option(struct filters *filters, int option);

/* Returns an exit_status; filters_free() is due also on failure. */
int filters_parse(char *const *words, size_t count, struct filters *filters,
		  struct failure *why);
void filters_free(struct filters *filters);

/* Whether they select anything: with FILTERs, -4 or -6. */
bool filters_given(const struct filters *filters);

/* Returns the file that has the listeners that may match. */
enum source_file filters_source(const struct filters *filters);

/*
 * Does what listeners_load_from() does, for filters_match() to be called next:
 * also finds the owners and the names that the filters need. Removes none.
 */
int filters_load_listeners(struct filters *filters, struct listeners *listeners,
			   enum owners_wanted wanted,
			   const struct owners *before, struct failure *why);

/*
 * Looks the names of the namespaces up that a column of a table has, if there
 * are filters by namespace. Returns 0 or -ENOMEM.
 */
int filters_learn_namespaces(struct filters *filters, const struct table *table,
			     size_t column);

/* Does the same for one namespace, unless its name is known already. */
int filters_learn_namespace(struct filters *filters, struct value netns);

/* Whether a filter by namespace matches, or there is none. */
bool filters_match_netns(const struct filters *filters, struct value netns);

/* With filters by namespace, filters_learn_namespaces() comes first. */
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
