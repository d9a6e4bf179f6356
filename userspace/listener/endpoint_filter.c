// SPDX-License-Identifier: GPL-2.0-only
#include "lib/failure.h"
#include "listener/endpoint_filter.h"
#include "listener/filter.h"
#include "table/table.h"

int filters_check_endpoints(const struct filters *filters, const char *rows,
			    struct failure *why)
{
	const struct filter *filter;
	size_t i;

	for (i = 0; i < filters->count; i++) {
		filter = &filters->filter[i];
		if (filter->kind == FILTER_PROCESS || filter->kind == FILTER_PID)
			return fail(why, EXIT_USAGE, "'%s' is neither an address "
				    "nor a port; %s cannot be filtered by process",
				    filter->text, rows);
	}
	return EXIT_OK;
}

/* A port without an address is the listener's: clients' ports are arbitrary. */
static bool matches(const struct endpoint_pattern *wanted,
		    const struct endpoint *local, const struct endpoint *remote)
{
	return endpoint_pattern_matches(wanted, local) ||
	       (wanted->has_address &&
		endpoint_pattern_matches(wanted, remote));
}

static bool one_matches(const struct filters *filters,
			const struct endpoint *local,
			const struct endpoint *remote)
{
	bool any = false;
	size_t i;

	for (i = 0; i < filters->count; i++) {
		if (filters->filter[i].kind == FILTER_NETNS)
			continue;
		any = true;
		if (matches(&filters->filter[i].pattern, local, remote))
			return true;
	}
	return !any;
}

/* The client's packet was of that family, whatever the listener accepts. */
static bool is_of_family(const struct endpoint *remote,
			 enum filter_family family)
{
	if (family == FAMILY_ANY)
		return true;
	return remote->has_address &&
	       (family == FAMILY_IPV4) ==
	       !!IN6_IS_ADDR_V4MAPPED(&remote->address);
}

bool filters_match_endpoints(const struct filters *filters, struct value netns,
			     struct value local_text, struct value remote_text)
{
	struct endpoint local = value_endpoint(local_text);
	struct endpoint remote = value_endpoint(remote_text);
	struct endpoint *one = known(remote_text) ? &remote : &local;

	return is_of_family(one, filters->family) &&
	       one_matches(filters, &local, &remote) &&
	       filters_match_netns(filters, netns);
}
