// SPDX-License-Identifier: GPL-2.0-only
/* listenq check: one line and a status for a monitoring system. */
#include <getopt.h>
#include <stdio.h>

#include "cmd/check_line.h"
#include "cmd/cmd.h"
#include "cmd/range.h"
#include "cmd/subcommand.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/health.h"
#include "listener/listener.h"

struct options {
	struct filters filters;
	struct criteria criteria;
	enum check_status result;
	bool printed;			/* why it failed, to stdout */
};

static const char usage[] =
"Usage: listenq check [OPTION...] [FILTER...]\n"
"\n"
"Judges all TCP listeners of this network namespace, or those that match a\n"
"FILTER, for a monitoring system: prints one line, with performance data after\n"
"'|', and exits with the status of a monitoring plugin.\n"
"\n"
"It reads the table once and keeps nothing. The status is that of the listener\n"
"that is judged worst, as 'listenq list' colours it and 'listenq explain'\n"
"explains it:\n"
"\n"
TROUBLE_HELP
"\n"
"Thresholds, if given, replace a part of that: RANGEs of percent the part about\n"
"queues that are or were full or nearly so, and RANGEs of listeners the part about\n"
"drops. Run the check at least once in SECONDS, or a drop goes unnoticed.\n"
"\n"
FILTER_HELP
"\n"
"Options:\n"
"  -w, --warning RANGE            percent full, of the fullest queue\n"
"  -c, --critical RANGE           percent full; a full queue has 100\n"
"  -W, --warning-dropping RANGE   listeners that dropped\n"
"  -C, --critical-dropping RANGE  listeners that dropped\n"
"  -s, --since SECONDS            how far back a drop or a cookie counts (default:\n"
"                                 300)\n"
"  -A, --all-namespaces           judge all network namespaces (as root)\n"
"  -4, --ipv4                     only listeners that accept IPv4 connections\n"
"  -6, --ipv6                     only listeners that accept IPv6 connections\n"
"  -h, --help                     show this help\n"
"  -V, --version                  show the version\n"
"\n"
"A RANGE gives the acceptable values: '80' is 0 to 80, '10:' is 10 and more,\n"
"'10:20' is 10 to 20, '~:80' is the same as '80', '@10:20' is all but 10 to 20.\n"
"\n"
"Performance data: synq and acceptq (percent), dropping (listeners that dropped),\n"
"cookies (listeners that send cookies because their SYN queue is full), dropped\n"
"(packets since each listen(), so it falls when a listener closes), troubled and\n"
"critical (listeners that are judged so).\n"
"\n"
"Environment:\n"
"  LISTENQ_FILE  read this copy of " LQ_PROC_FILE " instead\n"
"\n"
"Exit status, unlike that of the other commands:\n"
"  0  OK\n"
"  1  WARNING\n"
"  2  CRITICAL\n"
"  3  UNKNOWN: wrong usage, no module, no permission, a damaged table, no\n"
"     listener that matches, or unknown whether a listener dropped\n";

static const struct option long_options[] = {
	{ "warning",		required_argument, NULL, 'w' },
	{ "critical",		required_argument, NULL, 'c' },
	{ "warning-dropping",	required_argument, NULL, 'W' },
	{ "critical-dropping",	required_argument, NULL, 'C' },
	{ "since",		required_argument, NULL, 's' },
	FILTER_OPTIONS,
	COMMON_OPTIONS
};

static int parse_range(struct range *range, struct failure *why)
{
	if (!range_parse(optarg, range))
		return EXIT_OK;
	return fail(why, EXIT_USAGE, "'%s' is not a range: 80, 10:, 10:20, "
		    "~:80 and @10:20 are", optarg);
}

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	switch (option) {
	case 'w':
		return parse_range(&o->criteria.fill.warning, why);
	case 'c':
		return parse_range(&o->criteria.fill.critical, why);
	case 'W':
		return parse_range(&o->criteria.dropping.warning, why);
	case 'C':
		return parse_range(&o->criteria.dropping.critical, why);
	default:
		return lately_parse(optarg, &o->criteria.lately_ms, why);
	}
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;
	struct listeners listeners;
	struct health health;
	int status;

	status = filters_load_listeners(&o->filters, &listeners, OWNERS_NONE,
					NULL, why);
	if (!status) {
		listeners_keep(&listeners, listener_matches, &o->filters);
		status = filters_check_matched(&o->filters, listeners.count,
					       listeners.owners.denied, why);
	}
	if (!status) {
		listeners_judge(&listeners, o->criteria.lately_ms);
		health = health_of(&listeners,
				   criteria_replace(&o->criteria));
		o->result = check_line_print(&o->criteria, &health);
	}
	listeners_free(&listeners);
	return status;
}

/* Prints failures to stdout: monitoring systems read nothing else. */
static void print_unknown(const char *message, void *data)
{
	struct options *o = data;

	o->printed = true;
	printf("LISTENQ UNKNOWN: %s\n", message);
}

static const struct subcommand check_command = {
	.name = "check",
	.usage = usage,
	.letters = "w:c:W:C:s:" FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
	.print_failure = print_unknown,
};

int check_main(int argc, char **argv)
{
	struct options o = { .criteria = { .lately_ms = LATELY_MS } };

	if (!subcommand_run(&check_command, argc, argv, &o.filters, &o)) {
		/* Monitoring systems know only the four statuses of plugins. */
		return fflush(stdout) || ferror(stdout) ? CHECK_UNKNOWN :
							  (int)o.result;
	}
	if (!o.printed)
		print_unknown("wrong usage: see 'listenq check --help'", &o);
	return CHECK_UNKNOWN;
}
