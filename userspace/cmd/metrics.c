// SPDX-License-Identifier: GPL-2.0-only
/* listenq metrics: all numbers, for Prometheus. */
#include <errno.h>
#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/atomic_write.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "listener/judgement.h"
#include "metrics/all_metrics.h"
#include "metrics/http.h"
#include "metrics/metric_options.h"

struct options {
	enum dialect dialect;
	bool dialect_given;
	struct metric_options metrics;
	bool http;
	const char *textfile;		/* NULL: none */
};

static const char usage[] =
"Usage: listenq metrics [OPTION...] [FILTER...]\n"
"\n"
"Writes the numbers as metrics in the OpenMetrics text format: of each listening\n"
"endpoint the queues, what happened and what was dropped, and its connections by\n"
"state; and whether the data are complete. An idle endpoint has fewer than 25\n"
"series.\n"
"\n"
FILTER_HELP
"\n"
"Options:\n"
FILTER_OPTIONS_HELP
LATELY_HELP
"      --columns LIST write these columns of listenq(5); +LIST adds to the usual\n"
"                     ones, 'all' writes all\n"
"      --histograms FILTER\n"
"                     write histograms of waiting times (as root) of the endpoints\n"
"                     that match, ports and addresses; may be given several times\n"
"      --per-socket   write each socket of an endpoint (SO_REUSEPORT) with all\n"
"                     columns, histograms and zeros; many series\n"
"      --format NAME  'openmetrics' (the default) or 'prometheus', the older text\n"
"                     format, which node_exporter's textfile collector reads\n"
"      --textfile FILE\n"
"                     write the older format to FILE, all or nothing: a new file\n"
"                     takes its place, which must be a regular file or not exist\n"
"      --http         read one HTTP request from stdin and write the answer to\n"
"                     stdout, in the format it asks for; for a socket unit of\n"
"                     systemd\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"A column of listenq(5) is a metric: acceptq is listenq_acceptq, the counter syns\n"
"is listenq_syns_total, accept_age_ms is listenq_accept_age_seconds. Drops are\n"
"listenq_all_drops_total, and by cause, once it has occurred,\n"
"listenq_drops_total. A value that is not known has no sample, nor has a state\n"
"that no connection is in.\n"
"\n"
"listenq_severity is how each listener is judged, listenq_trouble which troubles\n"
"it has: see 'listenq list --help'.\n"
"\n"
"netns and local identify an endpoint, and listenq_listener_info has its process.\n"
"Depths, limits and counters are sums over its sockets, peaks, ratios and ages\n"
"are the largest. listenq_accept_age_seconds is there while a connection waits.\n"
"The label set of a counter changes when a socket joins or leaves, because the\n"
"sum is another then: sum it away after rate(). With --per-socket, inode is in\n"
"its place.\n"
"\n"
"Histograms and probes are in debugfs, and left out unless you are root. Without\n"
"the module listenq_up is 0, and the exit status is 2. If a table cannot be read,\n"
"listenq_up 0 is the only metric, without OpenMetrics' end marker, and the HTTP\n"
"status is 500.\n"
"\n"
"Environment:\n"
"  LISTENQ_DIR    read copies of all tables in this directory instead\n"
"  LISTENQ_FILE   read this copy of the listeners' table instead\n"
"  LISTENQ_PROC   look for processes here instead of in /proc\n"
"  LISTENQ_NETNS  look for namespaces' names here instead of in /run/netns\n"
"\n"
EXIT_STATUS_HELP;

enum {
	OPTION_FORMAT = 256, OPTION_HTTP, OPTION_TEXTFILE, OPTION_COLUMNS,
	OPTION_HISTOGRAMS, OPTION_PER_SOCKET,
};

static const struct option long_options[] = {
	FILTER_OPTIONS,
	LATELY_OPTION,
	{ "columns",	required_argument, NULL, OPTION_COLUMNS },
	{ "histograms",	required_argument, NULL, OPTION_HISTOGRAMS },
	{ "per-socket",	no_argument, NULL, OPTION_PER_SOCKET },
	{ "format",	required_argument, NULL, OPTION_FORMAT },
	{ "http",	no_argument, NULL, OPTION_HTTP },
	{ "textfile",	required_argument, NULL, OPTION_TEXTFILE },
	COMMON_OPTIONS
};

static int parse_format(struct options *o, struct failure *why)
{
	o->dialect_given = true;
	if (strcmp(optarg, "openmetrics") == 0)
		o->dialect = DIALECT_OPENMETRICS;
	else if (strcmp(optarg, "prometheus") == 0)
		o->dialect = DIALECT_PROMETHEUS;
	else
		return fail(why, EXIT_USAGE, "'%s' is not a format: openmetrics or "
			    "prometheus", optarg);
	return EXIT_OK;
}

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	switch (option) {
	case 's':
		return lately_parse(optarg, &o->metrics.lately_ms, why);
	case OPTION_COLUMNS:
		return metric_columns_parse(&o->metrics, optarg, why);
	case OPTION_HISTOGRAMS:
		return metric_histogram_parse(&o->metrics, optarg, why);
	case OPTION_PER_SOCKET:
		o->metrics.per_socket = true;
		return EXIT_OK;
	case OPTION_HTTP:
		o->http = true;
		return EXIT_OK;
	case OPTION_TEXTFILE:
		o->textfile = optarg;
		return EXIT_OK;
	default:
		return parse_format(o, why);
	}
}

static int write_stdout(struct options *o, struct failure *why)
{
	struct metrics_text metrics;
	int status = all_metrics_write(&metrics, o->dialect, &o->metrics,
				       why);

	fwrite(metrics.text, 1, metrics.length, stdout);
	all_metrics_free(&metrics);
	return status;
}

/*
 * Replaces the file also after a failure: node_exporter would export the old
 * numbers for ever, unnoticed.
 */
static int write_textfile(struct options *o, struct failure *why)
{
	struct metrics_text metrics;
	int status = all_metrics_write(&metrics, DIALECT_PROMETHEUS,
				       &o->metrics, why);
	int err;

	if (!metrics.text)
		return status;
	err = atomic_write(o->textfile, metrics.text, metrics.length, 0644);
	all_metrics_free(&metrics);
	if (!err)
		return status;
	return fail(why, EXIT_FAILED, "%s: cannot be written: %s", o->textfile,
		    err == -EEXIST ? "it exists and is not a regular file" :
				     strerror(-err));
}

static int answer_http(struct options *o, struct failure *why)
{
	struct metrics_text metrics;
	struct http_request request;
	int status;

	if (!http_read(&request, STDIN_FILENO, stdout))
		return EXIT_OK;
	status = all_metrics_write(&metrics, request.dialect, &o->metrics,
				   why);
	if (all_metrics_is_answer(status))
		http_answer(&request, stdout, metrics.text, metrics.length);
	else
		http_error(&request, stdout, why->message);
	all_metrics_free(&metrics);
	return status;
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;

	if (o->textfile && (o->http || o->dialect_given))
		return fail(why, EXIT_USAGE, "--textfile cannot be combined with "
			    "--format or --http");
	if (o->textfile)
		return write_textfile(o, why);
	return o->http ? answer_http(o, why) : write_stdout(o, why);
}

static const struct subcommand metrics_command = {
	.name = "metrics",
	.usage = usage,
	.letters = "s:" FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
};

int metrics_main(int argc, char **argv)
{
	struct options options = {
		.dialect = DIALECT_OPENMETRICS,
		.metrics.lately_ms = LATELY_MS,
	};

	return subcommand_run(&metrics_command, argc, argv,
			      &options.metrics.filters, &options);
}
