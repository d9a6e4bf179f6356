// SPDX-License-Identifier: GPL-2.0-only
/* listenq history: a row for each stretch of trouble. */
#include <getopt.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/array.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "listener/endpoint_filter.h"
#include "listener/filter.h"
#include "table/load.h"
#include "view/episode_columns.h"
#include "view/output.h"

struct options {
	struct output output;
	struct filters filters;
};

static const char usage[] =
"Usage: listenq history [OPTION...] [FILTER...]\n"
"\n"
"Shows the stretches of trouble of each TCP listener, the newest last: when each\n"
"began, how long it lasted, which queue was full, and what was dropped.\n"
"\n"
"A stretch begins with the first packet that is dropped or answered with a\n"
"cookie, or when the accept queue is full or its oldest connection has waited for\n"
"a second. It ends when there was none of these for ten seconds. The module keeps\n"
"the last eight of each listener, and those of listeners that have closed.\n"
"\n"
"A FILTER is one of these:\n"
"  80, :80, 80,8000-8100  ports of listeners\n"
"  10.1.2.3, 10.0.0.0/8   an address or a network\n"
"  10.1.2.3:80, [::1]:80  both\n"
"  netns=NAME             a network namespace or container, by the name or the\n"
"                         number that 'listenq list -A' shows; implies -A\n"
"With several FILTERs, a row has to match only one of them; but one of those\n"
"with netns= as well.\n"
"\n"
"Options:\n"
"  -A, --all-namespaces\n"
"                     include all network namespaces (as root), with NETNS\n"
"  -4, --ipv4         only listeners of IPv4\n"
"  -6, --ipv6         only listeners of IPv6\n"
OUTPUT_HELP
"  -n, --noheadings   do not print the headings\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"JSON has all columns of the table, unless -o chooses some.\n";

static const char notes[] =
"\n"
"Environment:\n"
"  LISTENQ_DIR  read the table 'episodes' in this directory instead of\n"
"               " LQ_PROC_FILE "_episodes\n"
"\n"
EXIT_STATUS_HELP;

static const struct option long_options[] = {
	OUTPUT_OPTIONS,
	FILTER_OPTIONS,
	COMMON_OPTIONS
};

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	return output_option(&o->output, option, why);
}

static const size_t by_default[] = {
	EPISODE_BEGIN, EPISODE_DURATION, EPISODE_local, EPISODE_state,
	EPISODE_queue, EPISODE_ACCEPT_QUEUE, EPISODE_SYN_QUEUE,
	EPISODE_DROPPED, EPISODE_CLIENTS, EPISODE_cookies, EPISODE_ACCEPT_GAP,
};

static void settle_selection(struct options *o)
{
	struct selection *s = &o->output.selection;
	size_t i;

	selection_default(s, by_default, ARRAY_SIZE(by_default));
	if (s->chosen)
		return;
	if (o->output.json) {
		s->count = 0;
		for (i = 0; i < EPISODE_NCOLUMNS; i++)
			selection_append(s, i);
		selection_append(s, EPISODE_TIMESTAMP);
	} else if (o->filters.all_namespaces) {
		selection_append(s, EPISODE_netns);
	}
}

static int show(struct options *o, const struct table *table,
		struct failure *why)
{
	const struct episode_row **rows = calloc(table->nrows + 1, sizeof(*rows));
	struct table_view view = {
		.selection = &o->output.selection,
		.rows = rows,
		.row_size = sizeof(*rows),
	};
	struct value none = { .state = VALUE_ABSENT };
	size_t i;
	int status;

	if (!rows || filters_learn_namespaces(&o->filters, table, EPISODE_netns)) {
		free(rows);
		return fail(why, EXIT_FAILED, "out of memory");
	}
	for (i = 0; i < table->nrows; i++)
		if (filters_match_endpoints(&o->filters,
					    episode_at(table, i)->netns,
					    episode_at(table, i)->local, none))
			rows[view.nrows++] = episode_at(table, i);
	status = output_sort(&o->output, rows, view.nrows, sizeof(*rows), why) ?:
		 output_table(&o->output, &view, why);
	free(rows);
	return status;
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;
	struct loaded loaded;
	int status;

	settle_selection(o);
	status = output_settle(&o->output, why) ?:
		 filters_check_endpoints(&o->filters, "episodes", why) ?:
		 load(&loaded, o->filters.all_namespaces ? SOURCE_ALL_EPISODES :
						 SOURCE_EPISODES, why);
	if (status)
		return status;
	status = show(o, &loaded.table, why);
	unload(&loaded);
	return status;
}

static const struct subcommand history_command = {
	.name = "history",
	.usage = usage,
	.columns = &episode_columns,
	.notes = notes,
	.letters = OUTPUT_LETTERS FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
};

int history_main(int argc, char **argv)
{
	struct options options = { .filters = { .count = 0 } };

	options.output.selection.set = &episode_columns;
	return subcommand_run(&history_command, argc, argv, &options.filters,
			      &options);
}
