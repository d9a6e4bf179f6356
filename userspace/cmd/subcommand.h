/* SPDX-License-Identifier: GPL-2.0-only */
/* What every subcommand does: take options, do its work, say what failed. */
#ifndef SUBCOMMAND_H
#define SUBCOMMAND_H

#include <stddef.h>

struct failure;
struct option;

/* The functions return a cmd_status. data is what they share. */
struct subcommand {
	const char *letters;		/* as getopt_long() takes them */
	const struct option *options;
	void (*help)(void);
	/* Any option but -h and -V, which are done here. */
	int (*option)(int option, void *data, struct failure *why);
	/* words: what is no option */
	int (*run)(char *const *words, size_t nwords, void *data,
		   struct failure *why);
};

int subcommand_run(const struct subcommand *command, int argc, char **argv,
		   void *data);

#endif /* SUBCOMMAND_H */
