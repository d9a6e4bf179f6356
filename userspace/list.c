// SPDX-License-Identifier: GPL-2.0-only
/* listenq list: a row for each listener. */
#include <getopt.h>
#include <stdio.h>

#include "cmd.h"
#include "columns.h"
#include "entry.h"
#include "failure.h"
#include "filter.h"
#include "output.h"
#include "sheet.h"
#include "subcommand.h"
#include "trouble.h"

struct options {
	struct output output;
	struct filters filters;
	bool troubled;
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
OUTPUT_HELP
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
"  LISTENQ_DIR   a directory with copies of all tables; 'listeners' is this one\n"
"  LISTENQ_PROC  where to look for processes instead of /proc\n"
"  NO_COLOR      if set and not empty, no colours\n"
"\n"
CMD_STATUS_HELP;

static void help(void)
{
	fputs(usage, stdout);
	fputs("Columns:\n", stdout);
	columns_help(&listener_columns, stdout);
	fputs(environment, stdout);
}

enum { OPTION_TROUBLED = 256 };

static const struct option long_options[] = {
	OUTPUT_OPTIONS,
	{ "troubled",	no_argument, NULL, OPTION_TROUBLED },
	{ "help",	no_argument, NULL, 'h' },
	{ "version",	no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 }
};

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	if (option != OPTION_TROUBLED)
		return output_option(&o->output, option, why);
	o->troubled = true;
	return CMD_OK;
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

static const char *colour(const void *row)
{
	const struct entry *entry = row;

	switch (listener_trouble(entry->listener)) {
	case TROUBLE_FULL:
		return "red";
	case TROUBLE_SOME:
		return "yellow";
	case TROUBLE_NONE:
		break;
	}
	return NULL;
}

static int show(struct entries *e, const struct options *o,
		struct failure *why)
{
	struct sheet sheet = {
		&o->output.selection, e->entry, 0, sizeof(*e->entry), colour,
	};

	entries_keep(e, is_asked_for, &o->filters);
	if (o->filters.count && !e->count)
		return filters_unmatched(&o->filters, e->owners.denied, why);
	if (o->troubled)
		entries_keep(e, is_troubled, NULL);
	sheet.nrows = e->count;
	return output_sheet(&o->output, &sheet, why);
}

static int list(const struct options *o, struct failure *why)
{
	struct entries entries;
	bool with_owners = selection_needs_owner(&o->output.selection) ||
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

	status = output_settle(&o->output, why);
	if (!status)
		status = filters_parse(words, nwords, &o->filters, why);
	if (!status)
		status = list(o, why);
	filters_free(&o->filters);
	return status;
}

static const struct subcommand list_command = {
	OUTPUT_LETTERS "hV", long_options, help, parse_option, run,
};

int list_main(int argc, char **argv)
{
	struct options options = { .troubled = false };

	selection_default(&options.output.selection);
	return subcommand_run(&list_command, argc, argv, &options);
}
