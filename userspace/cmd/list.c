// SPDX-License-Identifier: GPL-2.0-only
/* listenq list: a row for each listener. */
#include <getopt.h>
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "cmd/watch.h"
#include "lib/clock.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "lib/timestamp.h"
#include "listener/filter.h"
#include "listener/group.h"
#include "listener/listener.h"
#include "listener/sample.h"
#include "view/listener_columns.h"
#include "view/output.h"

struct options {
	struct output output;
	struct filters filters;
	bool troubled;
	uint64_t lately_ms;
	bool tree;
	double interval;		/* in seconds; 0: print one table */
	bool again;			/* not the first of --watch */
};

struct listing {
	struct options *options;
	struct sample sample;
	bool shown;			/* at least one table was */
};

static const char usage[] =
"Usage: listenq [list] [OPTION...] [FILTER...]\n"
"\n"
"Shows how full the SYN queue and the accept queue of each TCP listener are, how\n"
"full they have been, and how much the listener dropped.\n"
"\n"
FILTER_HELP
"\n"
"Options:\n"
FILTER_OPTIONS_HELP
OUTPUT_HELP
"  -n, --noheadings   do not print the headings\n"
"      --tree         group listeners that share an endpoint (SO_REUSEPORT) under\n"
"                     a summary line: depths, limits, counts and rates are added\n"
"                     up, peaks are the largest\n"
"      --troubled     show only listeners in trouble\n"
LATELY_HELP
"      --watch SECONDS\n"
"                     repeat the table every SECONDS, 0.1 to 3600, with rates per\n"
"                     second; see below\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
TROUBLE_HELP
"On a terminal, listeners in trouble are yellow, or red if it is critical.\n"
"\n"
"With --watch, rates take the place of peaks and counts, unless -o chooses the\n"
"columns. They are unknown in the first table, and for a new listener. Each table\n"
"begins with the time, unless -n is given, and a blank line separates them; JSON\n"
"is one object per line, with a timestamp. If the module is\n"
"removed, the command says so, and continues when it is loaded again. Ctrl-C\n"
"ends it.\n";

static const char notes[] =
"\n"
"Without the module the accept queues are still shown, what only the module knows\n"
"is \"-\", and the exit status is 2. With -A nothing is shown then.\n"
"\n"
"Processes of other users are shown as \"-\", unless you are root.\n"
"\n"
"Environment:\n"
"  LISTENQ_FILE   read this copy of " LQ_PROC_FILE " instead\n"
"  LISTENQ_DIR    read the table 'listeners' in this directory instead\n"
"  LISTENQ_PROC   look for processes here instead of in /proc\n"
"  LISTENQ_NETNS  look for namespaces' names here instead of in /run/netns\n"
"  NO_COLOR       if set and not empty: no colours\n"
"\n"
EXIT_STATUS_HELP;

enum { OPTION_TROUBLED = OUTPUT_OPTION_END, OPTION_TREE, OPTION_WATCH };

static const struct option long_options[] = {
	OUTPUT_OPTIONS,
	FILTER_OPTIONS,
	LATELY_OPTION,
	{ "tree",	no_argument, NULL, OPTION_TREE },
	{ "troubled",	no_argument, NULL, OPTION_TROUBLED },
	{ "watch",	required_argument, NULL, OPTION_WATCH },
	COMMON_OPTIONS
};

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	switch (option) {
	case 's':
		return lately_parse(optarg, &o->lately_ms, why);
	case OPTION_TREE:
		o->tree = true;
		return EXIT_OK;
	case OPTION_TROUBLED:
		o->troubled = true;
		return EXIT_OK;
	case OPTION_WATCH:
		return interval_parse(optarg, &o->interval, why);
	default:
		return output_option(&o->output, option, why);
	}
}

static bool is_troubled(const struct listener *listener, const void *unused)
{
	(void)unused;
	return listener->judgement.severity != SEVERITY_NONE;
}

static size_t branch_parent(const void *row)
{
	const struct branch *branch = row;

	return branch->parent;
}

/* With --tree, keeps or removes whole groups. */
static void keep(struct listeners *listeners, const struct options *o,
		 bool (*test)(const struct listener *listener,
			      const void *data),
		 const void *data)
{
	if (o->tree)
		groups_keep(listeners, test, data);
	else
		listeners_keep(listeners, test, data);
}

static int keep_matching(struct listeners *listeners, const struct options *o,
			 struct failure *why)
{
	int status = EXIT_OK;

	keep(listeners, o, listener_matches, &o->filters);
	if (!o->again)
		status = filters_check_matched(&o->filters, listeners->count,
					       listeners->owners.denied, why);
	if (!status && o->troubled)
		keep(listeners, o, is_troubled, NULL);
	return status;
}

/*
 * Adds NETNS-NAME for people if there are several namespaces; scripts get a
 * fixed set of columns, unless -A is given.
 */
static int tell_namespaces_apart(struct listeners *listeners, struct options *o,
				 struct failure *why)
{
	struct selection *s = &o->output.selection;
	bool is_interactive = o->output.rendering.format == RENDER_TABLE;

	if (!s->chosen &&
	    (o->filters.all_namespaces ||
	     (is_interactive && listeners_span_namespaces(listeners))))
		selection_insert(s, 1, COLUMN_NETNS_NAME);
	if (!selection_has(s, COLUMN_NETNS_NAME))
		return EXIT_OK;
	return listeners_name_namespaces(listeners, why);
}

static void print_left_out(const struct selection *left_out)
{
	char name[COLUMN_NAME_SIZE];
	size_t i;

	if (!left_out->count)
		return;
	fputs("\nNot shown for lack of room:", stdout);
	for (i = 0; i < left_out->count; i++) {
		column_name(left_out->set, left_out->column[i], name);
		printf("%s %s", i ? "," : "", name);
	}
	puts("; -w shows all");
}

/* Fits the columns to the terminal, unless the user has chosen them. */
static int show_fitted(struct output *output, const struct table_view *view,
		       struct failure *why)
{
	const struct rendering *how = &output->rendering;
	struct selection left_out = { .count = 0 };
	int status;

	if (how->width && !output->selection.chosen)
		listener_selection_fit(&output->selection, &left_out, view,
				       how->width);
	status = output_table(output, view, why);
	if (!status && !how->noheadings)
		print_left_out(&left_out);
	return status;
}

static int show_list(const struct listeners *listeners, struct output *output,
		     struct failure *why)
{
	const struct table_view view = {
		.selection = &output->selection,
		.rows = listeners->listener,
		.nrows = listeners->count,
		.row_size = sizeof(*listeners->listener),
		.colour = listener_colour,
	};

	return show_fitted(output, &view, why);
}

static int show_tree(const struct listeners *listeners, struct output *output,
		     struct failure *why)
{
	const struct selection *s = &output->selection;
	struct table_view view = {
		.selection = s,
		.row_size = sizeof(struct branch),
		.colour = listener_colour,
		.parent = branch_parent,
	};
	struct tree tree;
	int status;

	if (tree_grow(&tree, listeners))
		return fail(why, EXIT_FAILED, "out of memory");
	view.rows = tree.branch;
	view.nrows = tree.count;
	if (selection_has(s, LISTENER_local))
		view.tree_column = selection_position(s, LISTENER_local);
	status = show_fitted(output, &view, why);
	tree_free(&tree);
	return status;
}

static int show(struct listeners *listeners, struct options *o,
		struct failure *why)
{
	int status;

	listeners_judge(listeners, o->lately_ms);
	listeners_sort_by_namespace(listeners);
	status = keep_matching(listeners, o, why);
	if (!status)
		status = tell_namespaces_apart(listeners, o, why);
	if (status)
		return status;
	if (o->tree)
		return show_tree(listeners, &o->output, why);
	status = output_sort(&o->output, listeners->listener, listeners->count,
			     sizeof(*listeners->listener), why);
	return status ?: show_list(listeners, &o->output, why);
}

static void print_missing(void)
{
	puts("\nThis is what the kernel reports on its own: the depths of the "
	     "accept queues now.\nNot available without the module: SYN "
	     "queues, peaks, cookies, and what was dropped\nand why.");
}

/*
 * Shows what the kernel reports without the module. That the rest is missing is
 * the failure to report, also if nothing can be shown.
 */
static void list_without_module(struct options *o, enum owners_wanted wanted)
{
	const struct rendering *how = &o->output.rendering;
	struct failure unreported = { "" };
	struct listeners listeners;
	int status;

	status = listeners_load_without_module(&listeners, wanted, &unreported);
	if (!status)
		status = show(&listeners, o, &unreported);
	if (!status && how->format == RENDER_TABLE && !how->noheadings)
		print_missing();
	listeners_free(&listeners);
	fflush(stdout);			/* before stderr is written */
}

static bool watches(const struct options *o)
{
	return o->interval > 0;
}

static enum owners_wanted owners_wanted(const struct options *o)
{
	return owners_more(output_owners(&o->output),
			   filters_owners(&o->filters));
}

/*
 * Uses a copy of the options: choices that depend on rows are made for each
 * table.
 */
static int show_now(void *data, struct failure *why)
{
	struct listing *listing = data;
	struct options o = *listing->options;
	char stamp[TIMESTAMP_SIZE];
	struct timespec now;
	int status;

	status = sample_read(&listing->sample, &listing->options->filters,
			     output_owners(&o.output), why);
	o.filters = listing->options->filters;
	if (status)
		return status;
	o.again = listing->shown;
	if (watches(&o)) {
		clock_gettime(CLOCK_REALTIME, &now);
		o.output.rendering.timestamp = timestamp_text(now, stamp);
	}
	if (o.again && o.output.rendering.format != RENDER_JSON)
		putchar('\n');
	status = show(&listing->sample.listeners, &o, why);
	listing->shown = true;
	return status;
}

static int list(struct options *o, struct failure *why)
{
	struct listing listing = { .options = o };
	int status;

	status = watches(o) ? watch(o->interval, show_now, &listing, why) :
			      show_now(&listing, why);
	if (status == EXIT_NO_MODULE && !o->filters.all_namespaces && !watches(o))
		list_without_module(o, owners_wanted(o));
	sample_free(&listing.sample);
	return status;
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;
	int status;

	listener_selection_default(&o->output.selection, watches(o));
	o->output.rendering.line = watches(o);
	status = output_settle(&o->output, why);
	if (!status && o->tree && o->output.raw)
		status = fail(why, EXIT_USAGE, "--raw cannot be combined with "
			      "--tree; use --json");
	if (!status && o->tree && o->output.sort.count)
		status = fail(why, EXIT_USAGE, "--sort cannot be combined with "
			      "--tree");
	return status ?: list(o, why);
}

static const struct subcommand list_command = {
	.name = "list",
	.usage = usage,
	.columns = &listener_columns,
	.notes = notes,
	.letters = OUTPUT_LETTERS "s:" FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
};

int list_main(int argc, char **argv)
{
	struct options options = { .lately_ms = LATELY_MS };

	options.output.selection.set = &listener_columns;
	return subcommand_run(&list_command, argc, argv, &options.filters,
			      &options);
}
