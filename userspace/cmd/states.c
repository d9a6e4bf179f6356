// SPDX-License-Identifier: GPL-2.0-only
/* listenq states: connections by TCP state, as a table or as a picture. */
#include <getopt.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>

#include "cmd/cmd.h"
#include "cmd/states_diagram.h"
#include "cmd/states_help.h"
#include "cmd/subcommand.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "lib/number.h"
#include "listener/filter.h"
#include "listener/endpoint_states.h"
#include "listener/symptom.h"
#include "view/output.h"
#include "view/state_columns.h"

#define MAX_INTERVAL 3600

struct options {
	struct output output;
	struct filters filters;
	bool diagram;
	unsigned int interval;		/* in seconds; 0: not given */
};

enum { OPTION_DIAGRAM = OUTPUT_OPTION_END, OPTION_INTERVAL };

static const struct option long_options[] = {
	OUTPUT_OPTIONS,
	FILTER_OPTIONS,
	{ "diagram",	no_argument, NULL, OPTION_DIAGRAM },
	{ "interval",	required_argument, NULL, OPTION_INTERVAL },
	COMMON_OPTIONS
};

static int parse_interval(struct options *o, struct failure *why)
{
	uint64_t n;

	if (!number_parse(optarg, &n) || !n || n > MAX_INTERVAL)
		return fail(why, EXIT_USAGE, "'%s': an interval is a number of "
			    "seconds from 1 to %d", optarg, MAX_INTERVAL);
	o->interval = (unsigned int)n;
	return EXIT_OK;
}

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	switch (option) {
	case OPTION_DIAGRAM:
		o->diagram = true;
		return EXIT_OK;
	case OPTION_INTERVAL:
		return parse_interval(o, why);
	default:
		return output_option(&o->output, option, why);
	}
}

static int check_options(const struct options *o, struct failure *why)
{
	if (o->diagram && o->output.given)
		return fail(why, EXIT_USAGE, "--diagram cannot be combined with "
			    "-o, -O, -J, -r or -n");
	if (o->interval && !o->diagram)
		return fail(why, EXIT_USAGE, "--interval needs --diagram");
	return EXIT_OK;
}

static bool is_interactive(const struct options *o)
{
	return o->output.rendering.format == RENDER_TABLE;
}

static const char *colour(const void *row)
{
	return has_symptom(row) ? "yellow" : NULL;
}

/* Selects what -o chose, or else the default columns and those of +LIST. */
static void select_columns(struct selection *s, struct selection *left_out,
			   const struct options *o,
			   const struct states_table *t)
{
	const struct selection *given = &o->output.selection;
	size_t i;

	if (given->chosen)
		s->set = given->set;
	else if (is_interactive(o))
		state_selection_short(s, left_out, t,
				      o->output.wide ? SIZE_MAX :
				      o->output.rendering.width);
	else
		state_selection_stable(s);
	for (i = 0; i < given->count; i++)
		selection_append(s, given->column[i]);
}

static void print_left_out(const struct selection *s,
			   const struct states_table *t)
{
	char name[COLUMN_NAME_SIZE];
	size_t i;

	if (!s->count)
		return;
	fputs("\nNot shown for lack of room:", stdout);
	for (i = 0; i < s->count; i++) {
		column_name(s->set, s->column[i], name);
		printf("%s %s %" PRIu64, i ? "," : "", name,
		       states_table_sum(t, s->column[i]).number);
	}
	puts("; -O shows all");
}

static void print_symptoms(const struct states_table *t)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (has_symptom(&t->endpoint[i]))
			break;
	if (i == t->count)
		return;
	putchar('\n');
	symptoms_print(t, stdout);
}

static int show_table(struct states_table *t, struct options *o,
		      struct failure *why)
{
	struct selection left_out = { .count = 0 };
	struct selection s = { .count = 0 };
	const struct table_view view = {
		.selection = &o->output.selection,
		.rows = t->endpoint,
		.nrows = t->count,
		.row_size = sizeof(*t->endpoint),
		.colour = colour,
	};
	int status;

	select_columns(&s, &left_out, o, t);
	o->output.selection = s;
	status = output_sort(&o->output, t->endpoint, t->count,
			     sizeof(*t->endpoint), why);
	if (status)
		return status;
	status = output_table(&o->output, &view, why);
	if (!status && is_interactive(o) && !o->output.rendering.noheadings) {
		print_left_out(&left_out, t);
		print_symptoms(t);
	}
	return status;
}

static enum owners_wanted owners_wanted(const struct options *o)
{
	const struct selection *s = &o->output.selection;
	enum owners_wanted shown = !s->chosen || is_interactive(o) ?
				   OWNERS_FIRST : output_owners(&o->output);

	return owners_more(shown, filters_owners(&o->filters));
}

static int show_picture(const struct states_table *t, const struct options *o,
			struct failure *why)
{
	int status = show_diagram(t, o->filters.count, o->interval ?: 1, why);

	if (!status)
		print_symptoms(t);
	return status;
}

static int show(struct options *o, struct failure *why)
{
	struct states_table table;
	int status;

	status = states_table_load(&table, &o->filters, owners_wanted(o), why);
	if (!status)
		status = o->diagram ? show_picture(&table, o, why) :
				      show_table(&table, o, why);
	states_table_free(&table);
	return status;
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;
	int status;

	status = check_options(o, why);
	if (!status)
		status = output_settle(&o->output, why);
	return status ?: show(o, why);
}

static const struct subcommand states_command = {
	.name = "states",
	.usage = states_usage,
	.columns = &state_columns,
	.notes = states_notes,
	.letters = OUTPUT_LETTERS FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
};

int states_main(int argc, char **argv)
{
	struct options options = {
		.output.selection.set = &state_columns,
	};

	return subcommand_run(&states_command, argc, argv, &options.filters,
			      &options);
}
