// SPDX-License-Identifier: GPL-2.0-only
/* listenq connections: a row for each connection in a queue. */
#include <getopt.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/array.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "listener/endpoint_filter.h"
#include "listener/filter.h"
#include "proc/sysctl.h"
#include "table/load.h"
#include "view/connection_columns.h"
#include "view/output.h"

struct options {
	struct output output;
	struct filters filters;
};

static const char usage[] =
"Usage: listenq connections [OPTION...] [FILTER...]\n"
"\n"
"Shows who is in the SYN queue and in the accept queue of each TCP listener now,\n"
"of this network namespace: the client, since when, and in what condition. Of an\n"
"accept queue the oldest 4097 are shown. Only root can read this table.\n"
"\n"
"A FILTER is one of these:\n"
"  80, :80, 80,8000-8100  ports of listeners\n"
"  10.1.2.3, 10.0.0.0/8   an address or a network, of listeners or of clients\n"
"  10.1.2.3:80, [::1]:80  both\n"
"  netns=NAME             a network namespace or container, by the name or the\n"
"                         number that 'listenq list -A' shows; implies -A\n"
"With several FILTERs, a row has to match only one of them; but one of those\n"
"with netns= as well.\n"
"\n"
"Options:\n"
"  -A, --all-namespaces\n"
"                     include all network namespaces\n"
"  -4, --ipv4         only clients of IPv4\n"
"  -6, --ipv6         only clients of IPv6\n"
OUTPUT_HELP
"  -n, --noheadings   do not print the headings\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"The column NETNS is added if the rows are of several network namespaces.\n";

static const char notes[] =
"\n"
"Environment:\n"
"  LISTENQ_DIR  read the table 'connections' in this directory instead of\n"
"               " LQ_DEBUGFS_DIR "/connections\n"
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

static const size_t interactive[] = {
	CONNECTION_local, CONNECTION_queue, CONNECTION_remote, CONNECTION_AGE,
	CONNECTION_state, CONNECTION_retrans, CONNECTION_acked, CONNECTION_bytes,
};

static const size_t machine_readable[] = {
	CONNECTION_local, CONNECTION_netns, CONNECTION_remote, CONNECTION_queue,
	CONNECTION_age_us, CONNECTION_retrans, CONNECTION_acked,
	CONNECTION_bytes, CONNECTION_state,
};

static void settle_selection(struct options *o)
{
	if (o->output.json)
		selection_default(&o->output.selection, machine_readable,
				  ARRAY_SIZE(machine_readable));
	else
		selection_default(&o->output.selection, interactive,
				  ARRAY_SIZE(interactive));
}

static size_t choose(const struct options *o, const struct loaded *loaded,
		     const struct connection_row **rows)
{
	/* A copy was made of what is to be shown. */
	const struct value own = o->filters.all_namespaces ||
				 loaded->source.variable ?
				 unknown_value() : sysctls_read().netns;
	const struct connection_row *row;
	size_t i, n = 0;

	for (i = 0; i < loaded->table.nrows; i++) {
		row = connection_at(&loaded->table, i);
		if (!are_different(row->netns, own) &&
		    filters_match_endpoints(&o->filters, row->netns, row->local,
					    row->remote))
			rows[n++] = row;
	}
	return n;
}

/* Adds NETNS only for people: scripts must get a fixed set of columns. */
static void add_netns(struct selection *s, const struct options *o,
		      const struct connection_row *const *rows, size_t n)
{
	size_t i;

	if (s->chosen || o->output.rendering.format != RENDER_TABLE)
		return;
	for (i = 1; i < n; i++)
		if (are_different(rows[i - 1]->netns, rows[i]->netns)) {
			selection_insert(s, 0, CONNECTION_netns);
			return;
		}
}

static int show(struct options *o, const struct loaded *loaded,
		struct failure *why)
{
	const struct table *table = &loaded->table;
	const struct connection_row **rows = calloc(table->nrows + 1,
						    sizeof(*rows));
	struct selection selection = o->output.selection;
	struct table_view view = {
		.selection = &selection,
		.rows = rows,
		.row_size = sizeof(*rows),
	};
	int status;

	if (!rows ||
	    filters_learn_namespaces(&o->filters, table, CONNECTION_netns)) {
		free(rows);
		return fail(why, EXIT_FAILED, "out of memory");
	}
	view.nrows = choose(o, loaded, rows);
	add_netns(&selection, o, rows, view.nrows);
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
		 filters_check_endpoints(&o->filters, "connections", why) ?:
		 load(&loaded, SOURCE_CONNECTIONS, why);
	if (status)
		return status;
	status = show(o, &loaded, why);
	unload(&loaded);
	return status;
}

static const struct subcommand connections_command = {
	.name = "connections",
	.usage = usage,
	.columns = &connection_columns,
	.notes = notes,
	.letters = OUTPUT_LETTERS FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
};

int connections_main(int argc, char **argv)
{
	struct options options = { .filters = { .count = 0 } };

	options.output.selection.set = &connection_columns;
	return subcommand_run(&connections_command, argc, argv, &options.filters,
			      &options);
}
