/* SPDX-License-Identifier: GPL-2.0-only */
/* The options that all commands with a table share, and their effect. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>

#include "view/selection.h"
#include "view/table_view.h"

struct failure;

struct output {
	struct selection selection;
	struct rendering rendering;
	bool raw, json;
	bool given;			/* any of the options was */
};

#define OUTPUT_LETTERS "o:OJrn"

#define OUTPUT_OPTIONS							\
	{ "output",	required_argument, NULL, 'o' },			\
	{ "output-all",	no_argument, NULL, 'O' },			\
	{ "json",	no_argument, NULL, 'J' },			\
	{ "raw",	no_argument, NULL, 'r' },			\
	{ "noheadings",	no_argument, NULL, 'n' }

#define OUTPUT_HELP							\
"  -o, --output LIST  show these columns; +LIST adds to the usual ones\n" \
"  -O, --output-all   show all columns\n"				\
"  -J, --json         write JSON; an unknown value is null\n"		\
"  -r, --raw          separate columns by one blank, for scripts\n"

/*
 * Handles one of OUTPUT_LETTERS, with its argument in optarg. Returns an
 * exit_status.
 */
int output_option(struct output *output, int option, struct failure *why);
/* Checks and completes them; called after the last. Returns an exit_status. */
int output_settle(struct output *output, struct failure *why);

/* Prints the view as the options say. Returns an exit_status. */
int output_table(const struct output *output, const struct table_view *view,
		 struct failure *why);

#endif /* OUTPUT_H */
