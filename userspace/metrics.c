// SPDX-License-Identifier: GPL-2.0-only
/* listenq metrics: everything that is a number, for Prometheus. */
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "entry.h"
#include "exposition.h"
#include "failure.h"
#include "knobs.h"
#include "load.h"
#include "module_metrics.h"
#include "queue_metrics.h"
#include "report.h"
#include "scrape.h"
#include "state_metrics.h"
#include "subcommand.h"
#include "wait_metrics.h"
#include "wait_row.h"

struct options {
	enum dialect dialect;
	bool all_namespaces;
	bool http;
};

static const char usage[] =
"Usage: listenq metrics [OPTION...]\n"
"\n"
"Writes all numbers as metrics in OpenMetrics' text format: the columns of each\n"
"listener, connections by state, how long connections waited as histograms, and\n"
"whether the module saw everything.\n"
"\n"
"Options:\n"
"  -A, --all-namespaces\n"
"                     listeners of all network namespaces, for root\n"
"      --format NAME  openmetrics, or prometheus: its older text format, which\n"
"                     is what node_exporter's textfile collector takes\n"
"      --http         answer one HTTP request, which comes on stdin, on stdout,\n"
"                     in the format that it asks for: for systemd's socket units\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"A column of listenq(5) is a metric: acceptq is listenq_acceptq, syns, which\n"
"counts, is listenq_syns_total, and listen_age_ms listenq_listen_age_seconds.\n"
"Refusals are one metric, listenq_refused_total, with the column as its label\n"
"cause. What is not known has no sample.\n"
"\n"
"A series is of one socket: netns, local and inode name it, listenq_listener_info\n"
"has its process. Add up over inode what shares an endpoint, after rate().\n"
"\n"
"What is in debugfs, histograms and probes, is left out unless you are root.\n"
"Without the module listenq_up is 0, and the exit status 2.\n"
"\n"
"Environment:\n"
"  LISTENQ_DIR    a directory with copies of all tables\n"
"  LISTENQ_FILE   a copy of the listeners' table, to read instead of it\n"
"  LISTENQ_PROC   where to look for processes instead of /proc\n"
"  LISTENQ_NETNS  where to look for namespaces' names instead of /run/netns\n"
"\n"
CMD_STATUS_HELP;

static void help(void)
{
	fputs(usage, stdout);
}

enum { OPTION_FORMAT = 256, OPTION_HTTP };

static const struct option long_options[] = {
	{ "all-namespaces", no_argument, NULL, 'A' },
	{ "format",	required_argument, NULL, OPTION_FORMAT },
	{ "http",	no_argument, NULL, OPTION_HTTP },
	{ "help",	no_argument, NULL, 'h' },
	{ "version",	no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 }
};

static int parse_format(struct options *o, struct failure *why)
{
	if (strcmp(optarg, "openmetrics") == 0)
		o->dialect = DIALECT_OPENMETRICS;
	else if (strcmp(optarg, "prometheus") == 0)
		o->dialect = DIALECT_PROMETHEUS;
	else
		return fail(why, CMD_USAGE, "'%s': a format is openmetrics or "
			    "prometheus", optarg);
	return CMD_OK;
}

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	switch (option) {
	case 'A':
		o->all_namespaces = true;
		return CMD_OK;
	case OPTION_HTTP:
		o->http = true;
		return CMD_OK;
	default:
		return parse_format(o, why);
	}
}

/* What is for root, or not mounted, is left out; a damaged table is not. */
static int excuse(int status, struct failure *why)
{
	if (status != CMD_NO_PERMISSION && status != CMD_NO_MODULE)
		return status;
	*why = (struct failure){ "" };
	return CMD_OK;
}

static int write_queues(struct exposition *e, struct entries *entries,
			const struct options *o, struct failure *why)
{
	int status = o->all_namespaces ? entries_name_namespaces(entries, why) :
					 CMD_OK;

	if (!status)
		queue_metrics(e, entries);
	return status;
}

static int write_states(struct exposition *e, const struct options *o,
			struct failure *why)
{
	struct loaded states = { .source = { .length = 0 } };
	int status = load(&states, o->all_namespaces ? SOURCE_ALL_STATES :
						       SOURCE_STATES, why);

	if (!status)
		state_metrics(e, &states.table);
	unload(&states);
	return excuse(status, why);
}

static int write_waits(struct exposition *e, const struct options *o,
		       struct failure *why)
{
	struct wait_rows rows;
	int status = wait_rows_load(&rows, OWNERS_NONE, why);

	if (!status && !o->all_namespaces)
		wait_rows_keep_netns(&rows, knobs_read().netns);
	if (!status)
		wait_metrics(e, &rows);
	wait_rows_free(&rows);
	return excuse(status, why);
}

static int write_report(struct exposition *e, struct failure *why)
{
	struct report report;
	int status = report_load(&report, why);

	if (!status)
		module_metrics(e, &report);
	report_unload(&report);
	return excuse(status, why);
}

/* Whatever fails, what was written so far is whole, and says so at its end. */
static int write_all(struct exposition *e, const struct options *o,
		     struct failure *why)
{
	struct entries entries;
	int status = entries_load_from(&entries, o->all_namespaces ?
				       SOURCE_ALL_LISTENERS : SOURCE_LISTENERS,
				       OWNERS_FIRST, NULL, why);

	up_metric(e, !status);
	if (!status)
		status = write_queues(e, &entries, o, why);
	entries_free(&entries);
	if (!status)
		status = write_states(e, o, why);
	if (!status)
		status = write_waits(e, o, why);
	if (!status)
		status = write_report(e, why);
	exposition_end(e);
	return status;
}

static int run(char *const *words, size_t nwords, void *data,
	       struct failure *why)
{
	const struct options *o = data;
	struct exposition e = { .out = stdout, .dialect = o->dialect };
	struct scrape scrape;

	if (nwords)
		return fail(why, CMD_USAGE, "'%s': metrics are of all listeners "
			    "and take no FILTER", words[0]);
	if (o->http) {
		if (!scrape_begin(&scrape, STDIN_FILENO, stdout) || scrape.head)
			return CMD_OK;
		e.dialect = scrape.dialect;
	}
	return write_all(&e, o, why);
}

static const struct subcommand metrics_command = {
	"AhV", long_options, help, parse_option, run,
};

int metrics_main(int argc, char **argv)
{
	struct options options = { .dialect = DIALECT_OPENMETRICS };

	return subcommand_run(&metrics_command, argc, argv, &options);
}
