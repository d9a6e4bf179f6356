// SPDX-License-Identifier: GPL-2.0-only
#include <getopt.h>
#include <string.h>

#include "lib/colour.h"
#include "lib/failure.h"
#include "view/output.h"

static int parse_columns(struct selection *s, struct failure *why)
{
	const char *bad = selection_parse(s, optarg);

	if (!bad)
		return EXIT_OK;
	return fail(why, EXIT_USAGE, "there is no column '%s': '%s --help' "
		    "lists all of them", bad, s->set->command);
}

static int parse_sort(struct output *output, struct failure *why)
{
	const struct column_set *set = output->selection.set;
	const char *bad = sort_parse(&output->sort, set, optarg);

	if (!bad)
		return EXIT_OK;
	if (column_find(set, bad) < set->count)
		return fail(why, EXIT_USAGE, "--sort takes at most %d columns",
			    SORT_KEYS_MAX);
	return fail(why, EXIT_USAGE, "there is no column '%s': '%s --help' "
		    "lists all of them", bad, set->command);
}

static int parse_colour(struct output *output, struct failure *why)
{
	if (!optarg || strcmp(optarg, "always") == 0)
		output->colour = COLOUR_ALWAYS;
	else if (strcmp(optarg, "never") == 0)
		output->colour = COLOUR_NEVER;
	else if (strcmp(optarg, "auto") == 0)
		output->colour = COLOUR_AUTO;
	else
		return fail(why, EXIT_USAGE, "'%s': --color takes 'auto', "
			    "'always' or 'never'", optarg);
	return EXIT_OK;
}

int output_option(struct output *output, int option, struct failure *why)
{
	if (option == OUTPUT_OPTION_COLOUR)
		return parse_colour(output, why);
	output->given = true;
	switch (option) {
	case OUTPUT_OPTION_SORT:
		return parse_sort(output, why);
	case 'w':
		output->wide = true;
		break;
	case 'o':
		return parse_columns(&output->selection, why);
	case 'O':
		selection_all(&output->selection);
		break;
	case 'J':
		output->json = true;
		break;
	case 'r':
		output->raw = true;
		break;
	case 'n':
		output->rendering.noheadings = true;
		break;
	}
	return EXIT_OK;
}

int output_settle(struct output *output, struct failure *why)
{
	struct rendering *how = &output->rendering;

	if (output->json && output->raw)
		return fail(why, EXIT_USAGE, "--json cannot be combined with --raw");
	if (output->json) {
		how->format = RENDER_JSON;
		selection_use_numbers(&output->selection);
	} else if (output->raw) {
		how->format = RENDER_RAW;
	} else {
		how->colour = stdout_wants_colour(output->colour);
		how->width = output->wide ? 0 : stdout_width();
	}
	return EXIT_OK;
}

enum owners_wanted output_owners(const struct output *output)
{
	return owners_more(selection_owners(&output->selection),
			   sort_owners(&output->sort, output->selection.set));
}

int output_sort(const struct output *output, void *rows, size_t count,
		size_t size, struct failure *why)
{
	if (sort_rows(&output->sort, output->selection.set, rows, count, size))
		return fail(why, EXIT_FAILED, "out of memory");
	return EXIT_OK;
}

int output_table(const struct output *output, const struct table_view *view,
		 struct failure *why)
{
	int err = table_view_print(view, &output->rendering);

	if (err)
		return fail(why, EXIT_FAILED, "cannot show the table: %s",
			    strerror(-err));
	return EXIT_OK;
}
