/* SPDX-License-Identifier: GPL-2.0-only */
/* The options that all commands with a table share, and their effect. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>

#include "lib/colour.h"
#include "view/selection.h"
#include "view/sort.h"
#include "view/table_view.h"

struct failure;

struct output {
	struct selection selection;
	struct rendering rendering;
	struct sort sort;
	enum colour_wanted colour;
	bool raw, json;
	bool given;			/* any option that is about a table was */
	bool wide;			/* leave out and cut nothing */
};

#define OUTPUT_LETTERS "o:OJrnwH"

/* Options without a letter; a command has its own from OUTPUT_OPTION_END on. */
enum { OUTPUT_OPTION_SORT = 256, OUTPUT_OPTION_COLOUR, OUTPUT_OPTION_END };

#define OUTPUT_OPTIONS							\
	{ "output",	required_argument, NULL, 'o' },			\
	{ "output-all",	no_argument, NULL, 'O' },			\
	{ "json",	no_argument, NULL, 'J' },			\
	{ "raw",	no_argument, NULL, 'r' },			\
	{ "noheadings",	no_argument, NULL, 'n' },			\
	{ "wide",	no_argument, NULL, 'w' },			\
	{ "list-columns", no_argument, NULL, 'H' },			\
	{ "sort",	required_argument, NULL, OUTPUT_OPTION_SORT },	\
	{ "color",	optional_argument, NULL, OUTPUT_OPTION_COLOUR }

#define OUTPUT_HELP							\
"  -o, --output LIST  show these columns; +LIST adds to the usual ones\n" \
"  -O, --output-all   show all columns\n"				\
"  -J, --json         write JSON; an unknown value is null\n"		\
"  -r, --raw          separate columns by one blank, for scripts\n"	\
"  -w, --wide         on a terminal, leave out no column and cut none\n" \
"  -H, --list-columns list the columns\n"				\
"      --sort LIST    sort by these columns; -COLUMN has the largest first\n" \
"      --color[=WHEN] colour: 'auto' (the default), 'always' or 'never'\n"

/*
 * Handles one of OUTPUT_LETTERS, with its argument in optarg. Returns an
 * exit_status.
 */
int output_option(struct output *output, int option, struct failure *why);
/*
 * Checks and completes them; called after the last, when the columns are
 * selected. Returns an exit_status.
 */
int output_settle(struct output *output, struct failure *why);

/* Returns which owners the columns need, also those that are sorted by. */
enum owners_wanted output_owners(const struct output *output);

/* Sorts the rows of a view as the options say. Returns an exit_status. */
int output_sort(const struct output *output, void *rows, size_t count,
		size_t size, struct failure *why);

/* Prints the view as the options say. Returns an exit_status. */
int output_table(const struct output *output, const struct table_view *view,
		 struct failure *why);

#endif /* OUTPUT_H */
