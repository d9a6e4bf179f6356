/* SPDX-License-Identifier: GPL-2.0-only */
/* What every subcommand does: take options, do its work, say what failed. */
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

/* The functions return a cmd_status. data is what they share. */
struct subcommand {
	const char *usage;		/* what --help begins with */
	const struct column_set *columns; /* what it lists then; NULL: nothing */
	const char *notes;		/* and ends with, or NULL */
	const char *letters;		/* as getopt_long() takes them */
	const struct option *options;
	/* Handles an option other than COMMON_OPTIONS. */
	int (*option)(int option, void *data, struct failure *why);
	/* words: what is no option */
	int (*run)(char *const *words, size_t nwords, void *data,
		   struct failure *why);
};

int subcommand_run(const struct subcommand *command, int argc, char **argv,
		   void *data);

#endif /* SUBCOMMAND_H */
