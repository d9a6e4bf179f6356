// SPDX-License-Identifier: GPL-2.0-only
/* listenq show: all columns of a listener, a line for each. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/listener.h"
#include "view/listener_columns.h"
#include "view/output.h"

struct options {
	struct output output;
	struct filters filters;
};

static const char usage[] =
"Usage: listenq show [OPTION...] [FILTER...]\n"
"\n"
"Shows all that is known of each TCP listener, a line for each column: its name,\n"
"its value, and what it means.\n"
"\n"
FILTER_HELP
"\n"
"Options:\n"
FILTER_OPTIONS_HELP
"  -o, --output LIST  show these columns only\n"
"  -J, --json         write JSON; an unknown value is null\n"
"  -H, --list-columns list the columns\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n";

static const char notes[] =
"\n"
"Environment:\n"
"  LISTENQ_FILE   read this copy of " LQ_PROC_FILE " instead\n"
"  LISTENQ_DIR    read the table 'listeners' in this directory instead\n"
"  LISTENQ_PROC   look for processes here instead of in /proc\n"
"  LISTENQ_NETNS  look for namespaces' names here instead of in /run/netns\n"
"\n"
EXIT_STATUS_HELP;

static const struct option long_options[] = {
	FILTER_OPTIONS,
	{ "output",	required_argument, NULL, 'o' },
	{ "json",	no_argument, NULL, 'J' },
	{ "list-columns", no_argument, NULL, 'H' },
	COMMON_OPTIONS
};

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	return output_option(&o->output, option, why);
}

static int widest_name(const struct selection *s)
{
	char name[COLUMN_NAME_SIZE];
	int width = 0, length;
	size_t i;

	for (i = 0; i < s->count; i++) {
		column_name(s->set, s->column[i], name);
		length = (int)strlen(name);
		if (length > width)
			width = length;
	}
	return width;
}

static void print_listener(const struct selection *s, int width,
			   const struct listener *listener)
{
	char buf[CELL_SIZE], name[COLUMN_NAME_SIZE];
	const char *cell;
	size_t i;

	printf("%s\n", text_or_dash(listener->row->local));
	for (i = 0; i < s->count; i++) {
		column_name(s->set, s->column[i], name);
		cell = column_cell(s->set, s->column[i], listener, buf);
		printf("  %-*s  %12s  %s\n", width, name, cell ?: "-",
		       s->set->column[s->column[i]].help);
	}
}

static int print(const struct listeners *listeners,
		 const struct output *output, struct failure *why)
{
	const struct selection *s = &output->selection;
	const struct table_view view = {
		.selection = s,
		.rows = listeners->listener,
		.nrows = listeners->count,
		.row_size = sizeof(*listeners->listener),
	};
	int width = widest_name(s);
	size_t i;

	if (output->json)
		return output_table(output, &view, why);
	for (i = 0; i < listeners->count; i++) {
		if (i)
			putchar('\n');
		print_listener(s, width, &listeners->listener[i]);
	}
	return EXIT_OK;
}

static int show(struct listeners *listeners, struct options *o,
		struct failure *why)
{
	int status;

	listeners_sort_by_namespace(listeners);
	listeners_keep(listeners, listener_matches, &o->filters);
	status = filters_check_matched(&o->filters, listeners->count,
				       listeners->owners.denied, why);
	if (!status && selection_has(&o->output.selection, COLUMN_NETNS_NAME))
		status = listeners_name_namespaces(listeners, why);
	return status ?: print(listeners, &o->output, why);
}

static int run(void *data, struct failure *why)
{
	struct listeners listeners = { 0 };
	struct options *o = data;
	int status;

	if (!o->output.selection.chosen)
		selection_all(&o->output.selection);
	status = output_settle(&o->output, why);
	if (!status)
		status = filters_load_listeners(&o->filters, &listeners,
						output_owners(&o->output), NULL,
						why);
	if (!status)
		status = show(&listeners, o, why);
	listeners_free(&listeners);
	return status;
}

static const struct subcommand show_command = {
	.name = "show",
	.usage = usage,
	.columns = &listener_columns,
	.notes = notes,
	.letters = "o:JH" FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
};

int show_main(int argc, char **argv)
{
	struct options options = {
		.output.selection.set = &listener_columns,
	};

	return subcommand_run(&show_command, argc, argv, &options.filters,
			      &options);
}
