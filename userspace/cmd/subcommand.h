/* SPDX-License-Identifier: GPL-2.0-only */
/* The frame of all subcommands: parses options, runs, prints what failed. */
#ifndef SUBCOMMAND_H
#define SUBCOMMAND_H

#include <stddef.h>

struct column_set;
struct failure;
struct filters;
struct option;

#define COMMON_LETTERS "hV"

#define COMMON_OPTIONS							\
	{ "help",	no_argument, NULL, 'h' },			\
	{ "version",	no_argument, NULL, 'V' },			\
	{ NULL, 0, NULL, 0 }

/* The functions return an exit_status; data is passed to them as it is. */
struct subcommand {
	const char *name;
	const char *usage;		/* the beginning of --help */
	const struct column_set *columns; /* listed after it, or NULL */
	const char *notes;		/* the end of it, or NULL */
	const char *letters;		/* as getopt_long() takes them */
	const struct option *options;
	/*
	 * Handles an option other than COMMON_OPTIONS and, for a command with
	 * FILTERs, FILTER_OPTIONS.
	 */
	int (*option)(int option, void *data, struct failure *why);
	/*
	 * Takes words that are no FILTERs off the end; NULL: there are none.
	 */
	int (*take_words)(char **words, size_t *count, void *data,
			  struct failure *why);
	int (*run)(void *data, struct failure *why);
	/* Prints why run() or a FILTER failed; NULL: it is printed to stderr. */
	void (*print_failure)(const char *message, void *data);
};

/*
 * Runs a subcommand: handles the options, parses the FILTERs into filters, calls
 * run(), frees the filters, and prints the message of a failure. filters is NULL
 * if the subcommand takes none. Returns an exit_status.
 */
int subcommand_run(const struct subcommand *command, int argc, char **argv,
		   struct filters *filters, void *data);

#endif /* SUBCOMMAND_H */
