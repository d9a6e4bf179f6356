// SPDX-License-Identifier: GPL-2.0-only
/* listenq list: a row for each listener. */
#include <getopt.h>
#include <string.h>

#include "cmd.h"
#include "columns.h"
#include "entry.h"
#include "failure.h"
#include "filter.h"
#include "render.h"
#include "subcommand.h"
#include "trouble.h"

struct options {
	struct selection selection;
	struct filters filters;
	struct rendering rendering;
	bool raw, json, troubled;
};

static const char usage[] =
"Usage: listenq [list] [OPTION...] [FILTER...]\n"
"\n"
"Shows how full the SYN queue and the accept queue of each TCP listener are,\n"
"how full they were at worst, and what the listener refused.\n"
"\n"
"A FILTER is a port (80, :80), an address as LOCAL shows it (127.0.0.1, ::1),\n"
"both (127.0.0.1:80, [::1]:80), or else the name of a process that holds the\n"
"socket. Of several, a listener has to match any.\n"
"\n"
"Options:\n"
"  -o, --output LIST  show these columns, +LIST these too\n"
"  -O, --output-all   show all columns\n"
"  -J, --json         write JSON; what is not known is null\n"
"  -r, --raw          write words with one blank between them\n"
"  -n, --noheadings   leave out the headings\n"
"      --troubled     show only listeners in trouble\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
TROUBLE_HELP
"On a terminal they are yellow, and red if a queue is full at this moment.\n"
"\n";

static const char environment[] =
"\n"
"Other users' processes show as \"-\" unless you are root.\n"
"\n"
"Environment:\n"
"  LISTENQ_FILE  a copy of " LQ_PROC_FILE ", to read instead of it\n"
"  LISTENQ_PROC  where to look for processes instead of /proc\n"
"  NO_COLOR      if set and not empty, no colours\n"
"\n"
CMD_STATUS_HELP;

static void help(void)
{
	fputs(usage, stdout);
	fputs("Columns:\n", stdout);
	columns_help(stdout);
	fputs(environment, stdout);
}

static int parse_columns(struct options *o, struct failure *why)
{
	const char *bad = selection_parse(&o->selection, optarg);

	if (!bad)
		return CMD_OK;
	return fail(why, CMD_USAGE, "there is no column '%s': 'listenq list "
		    "--help' names them all", bad);
}

enum { OPTION_TROUBLED = 256 };

static const struct option long_options[] = {
	{ "output",	required_argument, NULL, 'o' },
	{ "output-all",	no_argument, NULL, 'O' },
	{ "json",	no_argument, NULL, 'J' },
	{ "raw",	no_argument, NULL, 'r' },
	{ "noheadings",	no_argument, NULL, 'n' },
	{ "troubled",	no_argument, NULL, OPTION_TROUBLED },
	{ "help",	no_argument, NULL, 'h' },
	{ "version",	no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 }
};

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	switch (option) {
	case 'o':
		return parse_columns(o, why);
	case 'O':
		selection_all(&o->selection);
		break;
	case 'J':
		o->json = true;
		break;
	case 'r':
		o->raw = true;
		break;
	case 'n':
		o->rendering.noheadings = true;
		break;
	case OPTION_TROUBLED:
		o->troubled = true;
		break;
	}
	return CMD_OK;
}

static int set_rendering(struct options *o, struct failure *why)
{
	if (o->json && o->raw)
		return fail(why, CMD_USAGE, "--json and --raw exclude each "
			    "other");
	if (o->json)
		o->rendering.format = RENDER_JSON;
	else if (o->raw)
		o->rendering.format = RENDER_RAW;
	else
		o->rendering.colour = wants_colour();
	return CMD_OK;
}

static int no_match(const struct filters *filters, bool denied,
		    struct failure *why)
{
	const struct filter *first = &filters->filter[0];

	if (filters->count > 1)
		return fail(why, CMD_USAGE, "no listener matches any of the "
			    "%zu filters", filters->count);
	if (!first->is_process)
		return fail(why, CMD_USAGE, "no listener matches '%s'",
			    first->text);
	return fail(why, CMD_USAGE, "no process '%s'%s holds a listener; if a "
		    "command was meant, 'listenq --help' lists them",
		    first->text, denied ?
		    " among those open to you (root sees all)" : "");
}

static bool is_asked_for(const struct entry *entry, const void *filters)
{
	return filters_match(filters, entry);
}

static bool is_troubled(const struct entry *entry, const void *unused)
{
	(void)unused;
	return listener_trouble(entry->listener) != TROUBLE_NONE;
}

struct shown {
	const struct selection *selection;
	const struct entry *entry;
};

static struct heading heading(const void *data, size_t column,
			      char buf[CELL_SIZE])
{
	const struct shown *shown = data;
	size_t n = shown->selection->column[column];

	column_name(n, buf);
	if (column_is_number(n))
		return (struct heading){ buf, HEADING_NUMBER };
	return (struct heading){ buf, column_is_right(n) ? HEADING_RIGHT :
							   HEADING_TEXT };
}

static const char *cell(const void *data, size_t row, size_t column,
			char buf[CELL_SIZE])
{
	const struct shown *shown = data;

	return column_cell(shown->selection->column[column],
			   &shown->entry[row], buf);
}

static const char *colour(const void *data, size_t row)
{
	const struct shown *shown = data;

	switch (listener_trouble(shown->entry[row].listener)) {
	case TROUBLE_FULL:
		return "red";
	case TROUBLE_SOME:
		return "yellow";
	case TROUBLE_NONE:
		break;
	}
	return NULL;
}

static int render_entries(const struct entries *e, const struct options *o)
{
	const struct shown shown = { &o->selection, e->entry };
	const struct view view = {
		.name = "listeners", .data = &shown,
		.nrows = e->count, .ncolumns = o->selection.count,
		.heading = heading, .cell = cell, .colour = colour,
	};

	return render(&o->rendering, &view);
}

static int show(struct entries *e, const struct options *o,
		struct failure *why)
{
	int err;

	entries_keep(e, is_asked_for, &o->filters);
	if (o->filters.count && !e->count)
		return no_match(&o->filters, e->owners.denied, why);
	if (o->troubled)
		entries_keep(e, is_troubled, NULL);
	err = render_entries(e, o);
	if (err)
		return fail(why, CMD_FAILED, "cannot show the table: %s",
			    strerror(-err));
	return CMD_OK;
}

static int list(const struct options *o, struct failure *why)
{
	struct entries entries;
	bool with_owners = selection_needs_owner(&o->selection) ||
			   filters_need_owner(&o->filters);
	int status;

	status = entries_load(&entries, with_owners, why);
	if (!status)
		status = show(&entries, o, why);
	entries_free(&entries);
	return status;
}

static int run(char *const *words, size_t nwords, void *data,
	       struct failure *why)
{
	struct options *o = data;
	int status;

	status = set_rendering(o, why);
	if (!status)
		status = filters_parse(words, nwords, &o->filters, why);
	if (!status)
		status = list(o, why);
	filters_free(&o->filters);
	return status;
}

static const struct subcommand list_command = {
	"o:OJrnhV", long_options, help, parse_option, run,
};

int list_main(int argc, char **argv)
{
	struct options options = { .troubled = false };

	selection_default(&options.selection);
	return subcommand_run(&list_command, argc, argv, &options);
}
