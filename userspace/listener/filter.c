// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/failure.h"
#include "lib/number.h"
#include "listener/filter.h"
#include "listener/listener.h"

/* Returns what follows the key, or NULL. */
static const char *value_of(const char *text, const char *key)
{
	size_t length = strlen(key);

	return strncmp(text, key, length) == 0 ? text + length : NULL;
}

static int parse_named(struct filter *filter, enum filter_kind kind,
		       const char *name)
{
	bool is_number = number_parse(name, &filter->number);

	filter->kind = kind;
	filter->name = name;
	if (!is_number)
		filter->number = 0;
	if (kind == FILTER_PID)
		return is_number && filter->number ? 0 : -EINVAL;
	return *name ? 0 : -EINVAL;
}

int filter_parse(const char *text, struct filter *filter)
{
	const char *name;
	int err;

	*filter = (struct filter){ .text = text, .name = text };
	name = value_of(text, "process=");
	if (name)
		return parse_named(filter, FILTER_PROCESS, name);
	name = value_of(text, "pid=");
	if (name)
		return parse_named(filter, FILTER_PID, name);
	name = value_of(text, "netns=");
	if (name)
		return parse_named(filter, FILTER_NETNS, name);
	err = endpoint_pattern_parse(text, &filter->pattern);
	if (err != -EINVAL)
		return err;
	filter->kind = FILTER_PROCESS;
	return 0;
}

/*
 * Compares only as much as the kernel keeps of a name: a longer one may be
 * typed.
 */
static bool is_called(const struct holder *holder, const char *name)
{
	return holder->name[0] &&
	       strncmp(holder->name, name, PROCESS_NAME_SIZE - 1) == 0;
}

static bool is_holder(const struct filter *filter, const struct holder *holder)
{
	if (filter->kind == FILTER_PID)
		return (uint64_t)holder->pid == filter->number;
	return is_called(holder, filter->name);
}

bool filter_matches(const struct filter *filter,
		    const struct listener *listener)
{
	const struct owner *owner = &listener->owner;
	size_t i;

	if (filter->kind == FILTER_ENDPOINT)
		return endpoint_pattern_matches(&filter->pattern,
						&listener->local);
	for (i = 0; i < owner->count; i++)
		if (is_holder(filter, &owner->holders[i]))
			return true;
	return false;
}

bool filters_option(struct filters *filters, int option)
{
	switch (option) {
	case 'A':
		filters->all_namespaces = true;
		return true;
	case '4':
		filters->family = FAMILY_IPV4;
		return true;
	case '6':
		filters->family = FAMILY_IPV6;
		return true;
	}
	return false;
}

static int describe(const char *word, int err, struct failure *why)
{
	if (err == -E2BIG)
		return fail(why, EXIT_USAGE, "'%s': at most %d ports or ranges "
			    "of ports", word, PORT_RANGES_MAX);
	if (err == -EINVAL)
		return fail(why, EXIT_USAGE, "'%s': process= and netns= need a "
			    "name, pid= a number", word);
	return fail(why, EXIT_USAGE, "'%s': a port is a number from 1 to 65535",
		    word);
}

int filters_parse(char *const *words, size_t count, struct filters *filters,
		  struct failure *why)
{
	size_t i;
	int err;

	filters->count = count;
	filters->filter = calloc(count + 1, sizeof(*filters->filter));
	if (!filters->filter)
		return fail(why, EXIT_FAILED, "out of memory");
	for (i = 0; i < count; i++) {
		err = filter_parse(words[i], &filters->filter[i]);
		if (err)
			return describe(words[i], err, why);
		if (filters->filter[i].kind == FILTER_NETNS)
			filters->all_namespaces = true;
	}
	return EXIT_OK;
}

void filters_free(struct filters *filters)
{
	free(filters->filter);
	netns_names_free(&filters->names);
	*filters = (struct filters){ 0 };
}

bool filters_given(const struct filters *filters)
{
	return filters->count || filters->family != FAMILY_ANY;
}

enum source_file filters_source(const struct filters *filters)
{
	return filters->all_namespaces ? SOURCE_ALL_LISTENERS :
					 SOURCE_LISTENERS;
}

static bool has_kind(const struct filters *filters, enum filter_kind kind)
{
	size_t i;

	for (i = 0; i < filters->count; i++)
		if (filters->filter[i].kind == kind)
			return true;
	return false;
}

int filters_learn_namespaces(struct filters *filters, const struct table *table,
			     size_t column)
{
	uint64_t *inodes;
	size_t row, n = 0;
	struct value v;
	int err;

	netns_names_free(&filters->names);
	if (!has_kind(filters, FILTER_NETNS))
		return 0;
	inodes = calloc(table->nrows + 1, sizeof(*inodes));
	if (!inodes)
		return -ENOMEM;
	for (row = 0; row < table->nrows; row++) {
		v = value_at(table, row, column);
		if (known(v))
			inodes[n++] = v.number;
	}
	err = netns_names_find(&filters->names, inodes, n);
	free(inodes);
	return err;
}

int filters_learn_namespace(struct filters *filters, struct value netns)
{
	if (!has_kind(filters, FILTER_NETNS) || !known(netns) ||
	    netns_name(&filters->names, netns.number))
		return 0;
	netns_names_free(&filters->names);
	return netns_names_find(&filters->names, &netns.number, 1);
}

int filters_load_listeners(struct filters *filters, struct listeners *listeners,
			   enum owners_wanted wanted,
			   const struct owners *before, struct failure *why)
{
	int status = listeners_load_from(listeners, filters_source(filters),
					 owners_more(wanted,
						     filters_owners(filters)),
					 before, why);

	if (!status && filters_learn_namespaces(filters,
						&listeners->loaded.table,
						LISTENER_netns))
		return fail(why, EXIT_FAILED, "out of memory");
	return status;
}

static bool is_in_netns(const struct filters *filters,
			const struct filter *filter, struct value netns)
{
	const char *name;

	if (!known(netns))
		return false;
	if (filter->number && filter->number == netns.number)
		return true;
	name = netns_name(&filters->names, netns.number);
	return name && strcmp(name, filter->name) == 0;
}

bool filters_match_netns(const struct filters *filters, struct value netns)
{
	size_t i;

	for (i = 0; i < filters->count; i++)
		if (filters->filter[i].kind == FILTER_NETNS &&
		    is_in_netns(filters, &filters->filter[i], netns))
			return true;
	return !has_kind(filters, FILTER_NETNS);
}

/* Whether one matches of those that are not by namespace. */
static bool one_matches(const struct filters *filters,
			const struct listener *listener)
{
	bool any = false;
	size_t i;

	for (i = 0; i < filters->count; i++) {
		if (filters->filter[i].kind == FILTER_NETNS)
			continue;
		any = true;
		if (filter_matches(&filters->filter[i], listener))
			return true;
	}
	return !any;
}

/* Where the family is not known, [::] may accept both. */
static bool may_accept(const struct endpoint *local, enum filter_family family)
{
	if (!local->has_address)
		return false;
	return IN6_IS_ADDR_UNSPECIFIED(&local->address) ||
	       (family == FAMILY_IPV4) ==
	       !!IN6_IS_ADDR_V4MAPPED(&local->address);
}

/* A listener of the family "dual" accepts both. */
static bool accepts(const struct listener *listener, enum filter_family family)
{
	if (family == FAMILY_ANY)
		return true;
	if (!listener->row || !known(listener->row->family))
		return may_accept(&listener->local, family);
	return !is_text(listener->row->family,
			family == FAMILY_IPV4 ? "ipv6" : "ipv4");
}

bool filters_match(const struct filters *filters,
		   const struct listener *listener)
{
	return accepts(listener, filters->family) &&
	       one_matches(filters, listener) &&
	       filters_match_netns(filters, listener->netns);
}

bool listener_matches(const struct listener *listener, const void *filters)
{
	return filters_match(filters, listener);
}

static bool is_by_process(const struct filter *filter)
{
	return filter->kind == FILTER_PROCESS || filter->kind == FILTER_PID;
}

enum owners_wanted filters_owners(const struct filters *filters)
{
	return has_kind(filters, FILTER_PROCESS) ||
	       has_kind(filters, FILTER_PID) ? OWNERS_ALL : OWNERS_NONE;
}

int filters_check_matched(const struct filters *filters, size_t matched,
			  bool denied, struct failure *why)
{
	const struct filter *first = &filters->filter[0];

	if (!filters->count || matched)
		return EXIT_OK;
	if (filters->count > 1)
		return fail(why, EXIT_USAGE, "no listener matches any of the "
			    "%zu filters", filters->count);
	if (!is_by_process(first))
		return fail(why, EXIT_USAGE, "no listener matches '%s'",
			    first->text);
	return fail(why, EXIT_USAGE, "no process '%s' holds a listener%s; "
		    "'listenq --help' lists the commands",
		    first->name, denied ?
		    " (only your own were searched: run as root)" : "");
}
