// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/listener.h"

int filter_parse(const char *text, struct filter *filter)
{
	int err = endpoint_parse(text, &filter->endpoint);

	filter->text = text;
	filter->is_process = err == -EINVAL;
	return filter->is_process ? 0 : err;
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

bool filter_matches(const struct filter *filter,
		    const struct listener *listener)
{
	const struct owner *owner = &listener->owner;
	size_t i;

	if (!filter->is_process)
		return endpoint_matches(&listener->local, &filter->endpoint);
	for (i = 0; i < owner->count; i++)
		if (is_called(&owner->holders[i], filter->text))
			return true;
	return false;
}

int filters_parse(char *const *words, size_t count, struct filters *filters,
		  struct failure *why)
{
	size_t i;

	filters->count = count;
	filters->filter = calloc(count + 1, sizeof(*filters->filter));
	if (!filters->filter)
		return fail(why, EXIT_FAILED, "out of memory");
	for (i = 0; i < count; i++)
		if (filter_parse(words[i], &filters->filter[i]))
			return fail(why, EXIT_USAGE, "'%s': a port is a "
				    "number from 1 to 65535", words[i]);
	return EXIT_OK;
}

void filters_free(struct filters *filters)
{
	free(filters->filter);
	*filters = (struct filters){ 0 };
}

bool filters_match(const struct filters *filters,
		   const struct listener *listener)
{
	size_t i;

	for (i = 0; i < filters->count; i++)
		if (filter_matches(&filters->filter[i], listener))
			return true;
	return !filters->count;
}

bool listener_matches(const struct listener *listener, const void *filters)
{
	return filters_match(filters, listener);
}

enum owners_wanted filters_owners(const struct filters *filters)
{
	size_t i;

	for (i = 0; i < filters->count; i++)
		if (filters->filter[i].is_process)
			return OWNERS_ALL;
	return OWNERS_NONE;
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
	if (!first->is_process)
		return fail(why, EXIT_USAGE, "no listener matches '%s'",
			    first->text);
	return fail(why, EXIT_USAGE, "no process '%s' holds a listener%s; "
		    "'listenq --help' lists the commands",
		    first->text, denied ?
		    " (only your own were searched: run as root)" : "");
}
