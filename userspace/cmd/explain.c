// SPDX-License-Identifier: GPL-2.0-only
/* listenq explain: describes the state of each listener in words. */
#include <getopt.h>
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "explain/report.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/group.h"
#include "listener/listener.h"
#include "listener/listener_clients.h"
#include "proc/sysctl.h"
#include "view/json.h"

struct options {
	struct filters filters;
	uint64_t lately_ms;
	bool json;
};

/* The sysctls of our network namespace, and of that of the current row. */
struct settings {
	const struct netns_names *names;
	struct value netns;
	struct sysctls here, there;
};

static const char usage[] =
"Usage: listenq explain [OPTION...] [FILTER...]\n"
"\n"
"Describes in plain English what the numbers of each TCP listener mean: which\n"
"queue is or was full, which limit is in effect and why, what clients experience,\n"
"what would help, and what would not. A healthy listener gets one line.\n"
"\n"
"Every statement contains the numbers that it follows from, and is left out if\n"
"one of them is unknown. The settings (somaxconn, tcp_syncookies and so on) are\n"
"those of the listener's network namespace.\n"
"\n"
FILTER_HELP
"\n"
"Options:\n"
FILTER_OPTIONS_HELP
LATELY_HELP
"  -J, --json         write JSON: each statement with its id, numbers and text\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"Sections:\n"
"  what     what happened\n"
"  clients  what clients experience\n"
"  limit    which limit is in effect, and where it comes from\n"
"  change   what would help\n"
"  leave    what would not help, though it is often advised\n"
"  note     what is no trouble, but worth a look\n"
"\n"
TROUBLE_HELP
"A listener in no trouble is healthy, whatever was before that.\n"
"\n"
"Environment:\n"
"  LISTENQ_FILE  read this copy of " LQ_PROC_FILE " instead\n"
"  LISTENQ_PROC  look for processes and settings here instead of in /proc; name\n"
"                an empty directory if the copy is from another machine\n"
"\n"
EXIT_STATUS_HELP;

static const struct option long_options[] = {
	FILTER_OPTIONS,
	LATELY_OPTION,
	{ "json",	no_argument, NULL, 'J' },
	COMMON_OPTIONS
};

/* Handles -J, the only option. */
static int set_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	if (option == 's')
		return lately_parse(optarg, &o->lately_ms, why);
	o->json = true;
	return EXIT_OK;
}

/* Reads the sysctls of a namespace once: its rows stand together. */
static const struct sysctls *sysctls_for(struct settings *s,
					 const struct listener *listener)
{
	const struct value netns = listener->row->netns;
	pid_t pid;

	if (!known(netns) || are_equal(netns, s->here.netns))
		return &s->here;
	if (!are_equal(netns, s->netns)) {
		s->netns = netns;
		pid = netns_process(s->names, netns.number);
		s->there = pid ? sysctls_read_of(pid) : (struct sysctls){ 0 };
	}
	return &s->there;
}

/* Puts a blank line before and after a report that is longer than a line. */
static void print_all(const struct listeners *listeners,
		      struct settings *settings)
{
	struct report report;
	bool blank = false, first = true;
	size_t i;

	for (i = 0; i < listeners->count; i++) {
		report_make(&report, &listeners->listener[i],
			    sysctls_for(settings, &listeners->listener[i]));
		blank |= !report_is_healthy(&report);
		if (blank && !first)
			putchar('\n');
		report_print(&report, stdout);
		blank = !report_is_healthy(&report);
		first = false;
	}
}

static void write_all(const struct listeners *listeners,
		      struct settings *settings)
{
	struct json j = { .out = stdout };
	struct report report;
	size_t i;

	json_open(&j, NULL, '{');
	json_open(&j, "explanations", '[');
	for (i = 0; i < listeners->count; i++) {
		report_make(&report, &listeners->listener[i],
			    sysctls_for(settings, &listeners->listener[i]));
		report_json(&report, &j);
	}
	json_close(&j, ']');
	json_close(&j, '}');
}

static int show(struct listeners *listeners, const struct options *o,
		struct failure *why)
{
	struct settings settings = {
		.names = &listeners->netns_names, .here = sysctls_read(),
	};
	struct clients clients;
	int status;

	listeners_judge(listeners, o->lately_ms);
	listeners_sort_by_namespace(listeners);
	groups_count(listeners);
	listeners_keep(listeners, listener_matches, &o->filters);
	status = filters_check_matched(&o->filters, listeners->count,
				       listeners->owners.denied, why);
	if (!status && o->filters.all_namespaces)
		status = listeners_name_namespaces(listeners, why);
	if (status)
		return status;
	clients_join(&clients, listeners, o->filters.all_namespaces);
	if (o->json)
		write_all(listeners, &settings);
	else
		print_all(listeners, &settings);
	clients_free(&clients);
	return EXIT_OK;
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;
	struct listeners listeners = { 0 };
	int status;

	status = filters_load_listeners(&o->filters, &listeners, OWNERS_FIRST,
					NULL, why);
	if (!status)
		status = show(&listeners, o, why);
	listeners_free(&listeners);
	return status;
}

static const struct subcommand explain_command = {
	.name = "explain",
	.usage = usage,
	.letters = "Js:" FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = set_option,
	.run = run,
};

int explain_main(int argc, char **argv)
{
	struct options options = { .lately_ms = LATELY_MS };

	return subcommand_run(&explain_command, argc, argv, &options.filters,
			      &options);
}
