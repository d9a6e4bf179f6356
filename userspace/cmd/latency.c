// SPDX-License-Identifier: GPL-2.0-only
/* listenq latency: waiting times of connections. */
#include <getopt.h>
#include <inttypes.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/listener_latency.h"
#include "table/table.h"
#include "view/histogram.h"
#include "view/latency_columns.h"
#include "view/output.h"

struct options {
	struct output output;
	struct filters filters;
	bool histogram;
};

static const char usage[] =
"Usage: listenq latency [OPTION...] [FILTER...]\n"
"\n"
"Shows how long connections of each TCP listener waited: from the first SYN-ACK\n"
"to the final ACK of the handshake, and from there to accept(); of a listener that\n"
"dropped packets also how much later clients got in for it. Only root can read\n"
"this table.\n"
"\n"
"The module counts waits by powers of two of a microsecond, so percentiles are\n"
"bounds: a P99 of \"<2.05ms\" means that 99 of 100 waits were below 2.048 ms, and\n"
"that fewer were below half of that.\n"
"\n"
FILTER_HELP
"If a single listener matches, its histograms are drawn as well.\n"
"\n"
"Options:\n"
OUTPUT_HELP
"  -n, --noheadings   do not print the headings\n"
FILTER_OPTIONS_HELP
"      --histogram    draw the histograms of all listeners\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"JSON has all columns, including each bucket of the histogram, unless -o chooses\n"
"some.\n";

static const char notes[] =
"\n"
"Environment:\n"
"  LISTENQ_DIR   read the table 'latency' in this directory instead of\n"
"                " LQ_DEBUGFS_DIR "/latency\n"
"  LISTENQ_PROC  look for processes here instead of in /proc\n"
"\n"
EXIT_STATUS_HELP;

enum { OPTION_HISTOGRAM = OUTPUT_OPTION_END };

static const struct option long_options[] = {
	OUTPUT_OPTIONS,
	FILTER_OPTIONS,
	{ "histogram",	no_argument, NULL, OPTION_HISTOGRAM },
	COMMON_OPTIONS
};

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	switch (option) {
	case OPTION_HISTOGRAM:
		o->histogram = true;
		return EXIT_OK;
	default:
		return output_option(&o->output, option, why);
	}
}

static int settle(struct options *o, struct failure *why)
{
	struct selection *s = &o->output.selection;

	if (o->histogram && (o->output.json || o->output.raw))
		return fail(why, EXIT_USAGE, "--histogram cannot be combined with "
			    "--json or --raw; %s has the buckets as columns",
			    o->output.json ? "--json" : "--raw --output-all");
	if (o->output.json && !s->chosen)
		selection_all(s);
	else if (o->filters.all_namespaces && !s->chosen)
		selection_append(s, LATENCY_netns);
	return output_settle(&o->output, why);
}

static void draw(const struct listener_latency *latency)
{
	const struct latency_row *l = latency->row;

	if (!latency->histogram.known || !latency->histogram.count)
		return;
	printf("\n%s, %s: %" PRIu64 "\n", text_or_dash(l->local),
	       text_or_dash(l->wait), latency->histogram.count);
	histogram_print(&latency->histogram, stdout);
}

static bool same_listener(const struct latency_table *table)
{
	size_t i;

	for (i = 1; i < table->count; i++)
		if (table->latency[i].row->inode.number !=
		    table->latency[0].row->inode.number)
			return false;
	return table->count > 0;
}

static int show(struct latency_table *table, struct options *o,
		struct failure *why)
{
	struct table_view view = {
		.selection = &o->output.selection,
		.rows = table->latency,
		.row_size = sizeof(*table->latency),
	};
	bool draws = o->histogram;
	size_t i;
	int status;

	status = latency_table_keep(table, &o->filters, why);
	if (!status)
		status = filters_check_matched(&o->filters, table->count,
					       table->owners.denied, why);
	view.nrows = table->count;
	if (!status)
		status = output_sort(&o->output, table->latency, table->count,
				     sizeof(*table->latency), why);
	if (!status)
		status = output_table(&o->output, &view, why);
	if (o->filters.count && !o->output.given)
		draws |= same_listener(table);
	for (i = 0; !status && draws && i < table->count; i++)
		draw(&table->latency[i]);
	return status;
}

static int latency(struct options *o, struct failure *why)
{
	struct latency_table table;
	enum owners_wanted wanted =
		owners_more(output_owners(&o->output),
			    filters_owners(&o->filters));
	int status;

	status = latency_table_load(&table, wanted, why);
	if (!status && !o->filters.all_namespaces)
		latency_table_keep_own_netns(&table);
	if (!status)
		status = show(&table, o, why);
	latency_table_free(&table);
	return status;
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;
	int status = settle(o, why);

	return status ?: latency(o, why);
}

static const struct subcommand latency_command = {
	.name = "latency",
	.usage = usage,
	.columns = &latency_columns,
	.notes = notes,
	.letters = OUTPUT_LETTERS FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
};

int latency_main(int argc, char **argv)
{
	struct options options = { .histogram = false };

	latency_selection_default(&options.output.selection);
	return subcommand_run(&latency_command, argc, argv, &options.filters,
			      &options);
}
