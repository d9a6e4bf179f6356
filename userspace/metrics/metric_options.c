// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "metrics/metric_options.h"

/* Those that the rules and the dashboard ask for. */
static const size_t by_default[] = {
	LISTENER_synq, LISTENER_synq_limit, LISTENER_synq_peak60,
	LISTENER_acceptq, LISTENER_acceptq_limit, LISTENER_acceptq_peak60,
	LISTENER_acceptq_oldest_us, LISTENER_accept_age_ms,
	LISTENER_syns, LISTENER_queued, LISTENER_cookies, LISTENER_cookies_ok,
	LISTENER_cookies_bad, LISTENER_completed, LISTENER_accepted,
	LISTENER_expired, LISTENER_expired_early, LISTENER_reset,
};

static size_t find(const char *name)
{
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (strcasecmp(listener_format.columns[i].token, name) == 0)
			break;
	return i;
}

static bool is_quantity(size_t column)
{
	enum kind kind = listener_format.columns[column].kind;

	return kind != KIND_TEXT && kind != KIND_ID && kind != KIND_DROP;
}

int metric_columns_parse(struct metric_options *o, char *list,
			 struct failure *why)
{
	char *name;
	size_t i;

	if (strcmp(list, "all") == 0) {
		o->all_columns = true;
		return EXIT_OK;
	}
	if (*list == '+')
		list++;
	else
		o->columns_chosen = true;
	while ((name = strsep(&list, ","))) {
		i = find(name);
		if (i == LISTENER_NCOLUMNS || !is_quantity(i))
			return fail(why, EXIT_USAGE, "'%s' is no column of "
				    "listenq(5) that counts or measures; drops "
				    "are always written", name);
		o->column[i] = true;
	}
	return EXIT_OK;
}

int metric_histogram_parse(struct metric_options *o, const char *text,
			   struct failure *why)
{
	struct filter *filter = &o->histogram[o->nhistograms];

	if (o->nhistograms == HISTOGRAM_FILTERS_MAX)
		return fail(why, EXIT_USAGE, "--histograms: at most %d times",
			    HISTOGRAM_FILTERS_MAX);
	if (filter_parse(text, filter) || filter->kind != FILTER_ENDPOINT)
		return fail(why, EXIT_USAGE, "'%s': --histograms takes ports and "
			    "addresses: :80, 80,443, 10.0.0.0/8 or '*'", text);
	o->nhistograms++;
	return EXIT_OK;
}

bool metric_has_column(const struct metric_options *o, size_t column)
{
	size_t i;

	if (!is_quantity(column))
		return false;
	if (o->all_columns || o->column[column])
		return true;
	if (o->columns_chosen)
		return false;
	if (o->per_socket)
		return true;
	for (i = 0; i < ARRAY_SIZE(by_default); i++)
		if (by_default[i] == column)
			return true;
	return false;
}
