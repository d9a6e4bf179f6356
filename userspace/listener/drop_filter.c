// SPDX-License-Identifier: GPL-2.0-only
#include "lib/failure.h"
#include "listener/drop_filter.h"
#include "listener/filter.h"
#include "table/table.h"

int filters_check_drop(const struct filters *filters, struct failure *why)
{
	size_t i;

	for (i = 0; i < filters->count; i++)
		if (filters->filter[i].is_process)
			return fail(why, EXIT_USAGE, "'%s' is neither an address "
				    "nor a port; drops cannot be filtered by process",
				    filters->filter[i].text);
	return EXIT_OK;
}

/* A port without an address is the listener's: clients' ports are arbitrary. */
static bool matches(const struct endpoint *wanted, const struct drop_row *drop)
{
	struct endpoint local = value_endpoint(drop->local);
	struct endpoint remote = value_endpoint(drop->remote);

	return endpoint_matches(&local, wanted) ||
	       (wanted->has_address && endpoint_matches(&remote, wanted));
}

bool filters_match_drop(const struct filters *filters,
			const struct drop_row *drop)
{
	size_t i;

	for (i = 0; i < filters->count; i++)
		if (matches(&filters->filter[i].endpoint, drop))
			return true;
	return !filters->count;
}
