// SPDX-License-Identifier: GPL-2.0-only
#include <err.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

#include "cmd/subcommand.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "lib/version.h"
#include "listener/filter.h"
#include "view/selection.h"

static void print_help(const struct subcommand *command)
{
	fputs(command->usage, stdout);
	if (command->columns) {
		fputs("\nColumns:\n", stdout);
		columns_help(command->columns, stdout);
	}
	if (command->notes)
		fputs(command->notes, stdout);
}

/* Handles an option; sets *done if it was -h, -V or -H. */
static int parse_option(const struct subcommand *command, int option,
			struct filters *filters, void *data, bool *done,
			struct failure *why)
{
	if (filters && filters_option(filters, option))
		return EXIT_OK;
	if (option == 'H' && command->columns) {
		columns_help(command->columns, stdout);
		*done = true;
		return EXIT_OK;
	}
	switch (option) {
	case 'h':
		print_help(command);
		*done = true;
		return EXIT_OK;
	case 'V':
		print_version();
		*done = true;
		return EXIT_OK;
	case '?':			/* getopt has printed what is wrong */
		return fail(why, EXIT_USAGE, "'listenq COMMAND --help' explains "
			    "the options of each command");
	default:
		return command->option(option, data, why);
	}
}

static int parse_options(const struct subcommand *command, int argc,
			 char **argv, struct filters *filters, void *data,
			 bool *done, struct failure *why)
{
	int option, status = EXIT_OK;

	optind = 0;			/* makes getopt start again */
	while (!status && !*done) {
		option = getopt_long(argc, argv, command->letters,
				     command->options, NULL);
		if (option == -1)
			break;
		status = parse_option(command, option, filters, data, done,
				      why);
	}
	return status;
}

static int run_filtered(const struct subcommand *command, char **words,
			size_t nwords, struct filters *filters, void *data,
			struct failure *why)
{
	int status = EXIT_OK;

	if (command->take_words)
		status = command->take_words(words, &nwords, data, why);
	if (status)
		return status;
	if (!filters && nwords)
		return fail(why, EXIT_USAGE, "'%s': %s takes no FILTER", words[0],
			    command->name);
	if (!filters)
		return command->run(data, why);
	status = filters_parse(words, nwords, filters, why);
	if (!status)
		status = command->run(data, why);
	filters_free(filters);
	return status;
}

static void print_failure(const char *message, void *data)
{
	(void)data;
	warnx("%s", message);
}

int subcommand_run(const struct subcommand *command, int argc, char **argv,
		   struct filters *filters, void *data)
{
	void (*print)(const char *message, void *data) = print_failure;
	struct failure why = { "" };
	bool done = false;
	int status;

	status = parse_options(command, argc, argv, filters, data, &done, &why);
	if (!status && !done) {
		status = run_filtered(command, argv + optind,
				      (size_t)(argc - optind), filters, data,
				      &why);
		print = command->print_failure ?: print_failure;
	}
	if (why.message[0])
		print(why.message, data);
	return status;
}
