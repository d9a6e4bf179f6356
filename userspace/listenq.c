// SPDX-License-Identifier: GPL-2.0-only
/* main() and the table of subcommands. */
#include <err.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "lib/array.h"
#include "lib/exit_status.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{ "list", list_main, "depth, limit and peak of each listener's queues, "
			     "and its drops" },
	{ "show", show_main, "all columns of a listener, a line for each, with their "
			     "meanings" },
	{ "top", top_main, "the same as a live view, with rates, worst first" },
	{ "explain", explain_main, "what these numbers mean, in plain English, and "
				   "what would help" },
	{ "resize", resize_main, "another backlog for a listener, without a "
				 "restart" },
	{ "drops", drops_main, "the most recent drops: when, which client, and why" },
	{ "history", history_main, "what happened, when, for how long: stretches of "
				   "drops and cookies" },
	{ "connections", connections_main, "who is in the two queues now, and "
					   "since when" },
	{ "states", states_main, "connections by TCP state, and suspicious counts" },
	{ "latency", latency_main, "how long clients waited for the handshake "
				   "and for accept()" },
	{ "check", check_main, "one line and a status for a monitoring system" },
	{ "metrics", metrics_main, "all numbers as metrics for Prometheus" },
	{ "status", status_main, "whether the data are complete: probes, losses, "
				 "kernel counters" },
	{ "selftest", selftest_main, "whether this kernel's numbers are right: makes "
				     "each event, and counts" },
};

static const char intro[] =
"Usage: listenq [COMMAND] [OPTION...] [FILTER...]\n"
"\n"
"Shows the SYN queue and the accept queue of every TCP listener.\n"
"\n"
"Commands:\n";

static const char outro[] =
"\n"
"The default command is 'list': 'listenq', 'listenq :80' and 'listenq nginx' work\n"
"as well. 'listenq COMMAND --help' or 'listenq help COMMAND' describes the options,\n"
"filters and columns of a command.\n"
"\n"
"  -h, --help     show this help\n"
"  -V, --version  show the version\n"
"\n"
EXIT_STATUS_HELP;

static void print_help(void)
{
	size_t i;

	fputs(intro, stdout);
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		printf("  %-11s %s\n", commands[i].name, commands[i].help);
	fputs(outro, stdout);
}

static const struct command *find_command(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static bool is_option(const char *word, const char *shrt, const char *lng)
{
	return strcmp(word, shrt) == 0 || strcmp(word, lng) == 0;
}

/* Whether the word after this option is its argument: "-o", "-Jo", "--sort". */
static bool takes_argument(const char *option)
{
	static const char *const names[] = {
		"--output", "--sort", "--watch", "--interval",
	};
	size_t i, length = strlen(option);

	if (option[1] != '-')
		return length > 1 && strchr("oi", option[length - 1]);
	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (strcmp(option, names[i]) == 0)
			return true;
	return false;
}

/* Returns the index of the first word that is no option; argc if there is none. */
static int first_word(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "--") == 0)
			return argc;
		if (takes_argument(argv[i]))
			i++;
	}
	return i < argc ? i : argc;
}

/* Moves a command that stands behind options before them. */
static void put_command_first(int argc, char **argv)
{
	int at = first_word(argc, argv);
	char *word = argv[at];

	if (at == argc || !find_command(word))
		return;
	memmove(&argv[2], &argv[1], (size_t)(at - 1) * sizeof(*argv));
	argv[1] = word;
}

/* 'help COMMAND' is 'COMMAND --help'. */
static int help(int argc, char **argv)
{
	const struct command *command = argc > 2 ? find_command(argv[2]) : NULL;
	char option[] = "--help";

	if (command) {
		argv[1] = option;
		argv[2] = NULL;
		return command->run(2, argv);
	}
	if (argc > 2) {
		warnx("there is no command '%s'; 'listenq --help' lists them",
		      argv[2]);
		return EXIT_USAGE;
	}
	print_help();
	return EXIT_OK;
}

static int dispatch(int argc, char **argv)
{
	const struct command *command;

	if (argc > 1 && strcmp(argv[1], "help") == 0)
		return help(argc, argv);
	put_command_first(argc, argv);
	command = argc > 1 ? find_command(argv[1]) : NULL;
	if (!command && argc == 2 && is_option(argv[1], "-h", "--help")) {
		print_help();
		return EXIT_OK;
	}
	if (!command)
		return list_main(argc, argv);
	/* getopt begins its messages with argv[0]. */
	argv[1] = argv[0];
	return command->run(argc - 1, argv + 1);
}

/* Reports what could not be written, such as to a full disk. */
static int flush(int status)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return status;
	warn("cannot write");
	return status ? status : EXIT_FAILED;
}

int main(int argc, char **argv)
{
	/* Our parent may ignore it; who reads no more wants no message. */
	signal(SIGPIPE, SIG_DFL);
	setlocale(LC_ALL, "");
	/*
	 * Keep '.' as the decimal separator: other programs parse our output.
	 */
	setlocale(LC_NUMERIC, "C");
	if (argc > 0)
		argv[0] = program_invocation_short_name;
	return flush(dispatch(argc, argv));
}
