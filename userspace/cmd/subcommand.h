/* SPDX-License-Identifier: GPL-2.0-only */
/* The frame of all subcommands: parses options, runs, prints what failed. */
#ifndef SUBCOMMAND_H
#define SUBCOMMAND_H

#include <stddef.h>

struct column_set;
struct failure;
struct option;

#define COMMON_LETTERS "hV"

#define COMMON_OPTIONS							\
	{ "help",	no_argument, NULL, 'h' },			\
	{ "version",	no_argument, NULL, 'V' },			\
	{ NULL, 0, NULL, 0 }

/* Both functions return an exit_status; data is passed to them as it is. */
struct subcommand {
	const char *usage;		/* the beginning of --help */
	const struct column_set *columns; /* listed after it, or NULL */
	const char *notes;		/* the end of it, or NULL */
	const char *letters;		/* as getopt_long() takes them */
	const struct option *options;
	/* Handles an option other than COMMON_OPTIONS. */
	int (*option)(int option, void *data, struct failure *why);
	/* Does the work; words: the arguments that are not options. */
	int (*run)(char *const *words, size_t nwords, void *data,
		   struct failure *why);
};

/*
 * Runs a subcommand, and prints the message of a failure. Returns its status.
 */
int subcommand_run(const struct subcommand *command, int argc, char **argv,
		   void *data);

#endif /* SUBCOMMAND_H */
