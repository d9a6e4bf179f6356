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

int output_option(struct output *output, int option, struct failure *why)
{
	output->given = true;
	switch (option) {
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
	if (output->json)
		how->format = RENDER_JSON;
	else if (output->raw)
		how->format = RENDER_RAW;
	else
		how->colour = stdout_wants_colour();
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
