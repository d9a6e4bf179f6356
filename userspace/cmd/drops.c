// SPDX-License-Identifier: GPL-2.0-only
/* listenq drops: a row for each drop and each expiry. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/cmd.h"
#include "cmd/follow.h"
#include "cmd/subcommand.h"
#include "lib/array.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "lib/number.h"
#include "listener/drop_groups.h"
#include "listener/endpoint_filter.h"
#include "listener/filter.h"
#include "proc/sysctl.h"
#include "table/load.h"
#include "view/drop_columns.h"
#include "view/drop_group_columns.h"
#include "view/output.h"

#define CAUSES_MAX 16

struct options {
	struct output output;
	struct filters filters;
	bool follow;
	enum drop_key by;		/* NDROP_KEYS: each drop is a row */
	struct value since_ms;		/* unknown: all */
	const char *cause[CAUSES_MAX];	/* any of them; none: all */
	size_t ncauses;
};

static const char usage[] =
"Usage: listenq drops [OPTION...] [FILTER...]\n"
"\n"
"Shows the most recent drops of this network namespace, oldest first: SYNs and\n"
"final ACKs that were dropped, and half-open connections that timed out, each\n"
"with the depths of the listener's queues at that moment. Only root can read this\n"
"table.\n"
"\n"
"A FILTER is one of these:\n"
"  80, :80, 80,8000-8100  ports of listeners\n"
"  10.1.2.3, 10.0.0.0/8   an address or a network, of listeners or of clients\n"
"  10.1.2.3:80, [::1]:80  both\n"
"  netns=NAME             a network namespace or container, by the name or the\n"
"                         number that 'listenq list -A' shows; implies -A\n"
"With several FILTERs, a drop has to match only one of them; but one of those with\n"
"netns= as well.\n"
"\n"
"Options:\n"
"  -f, --follow       show new drops as they happen, until interrupted\n"
"      --by KEY       add up by 'client' address, 'network' (/24, of IPv6 /48),\n"
"                     'cause' or 'listener', the most first\n"
"      --cause LIST   only these causes, such as expired,syn_acceptq_full\n"
"      --since SECONDS\n"
"                     only those of the last SECONDS\n"
"  -A, --all-namespaces\n"
"                     include all network namespaces\n"
"  -4, --ipv4         only packets of IPv4\n"
"  -6, --ipv6         only packets of IPv6\n"
OUTPUT_HELP
"  -n, --noheadings   do not print the headings\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"The column NETNS is added if the rows are of several network namespaces. With -f\n"
"it has to be asked for, JSON is one object per line, and there is no --raw.\n"
"\n"
"The module keeps the last 128 drops of each CPU; 'listenq status' counts those\n"
"that were overwritten. -f reads the module's tracepoints through a tracing\n"
"instance of its own in /sys/kernel/tracing/instances. If events come faster than\n"
"they can be shown, it reports how many were lost, in JSON as {\"lost\":N}, and the\n"
"exit status is 6. The module may be removed and loaded again in the meantime.\n";

static const char notes[] =
"\n"
"CAUSE is the column of 'listenq list' that counts the drop; the help of that\n"
"command describes each of them.\n"
"\n"
"Environment:\n"
"  LISTENQ_DIR  read the table 'drops' in this directory instead of\n"
"               " LQ_DEBUGFS_DIR "/drops\n"
"\n"
EXIT_STATUS_HELP;

enum { OPTION_BY = OUTPUT_OPTION_END, OPTION_CAUSE, OPTION_SINCE };

static const struct option long_options[] = {
	OUTPUT_OPTIONS,
	FILTER_OPTIONS,
	{ "follow",	no_argument, NULL, 'f' },
	{ "by",		required_argument, NULL, OPTION_BY },
	{ "cause",	required_argument, NULL, OPTION_CAUSE },
	{ "since",	required_argument, NULL, OPTION_SINCE },
	COMMON_OPTIONS
};

static int parse_by(struct options *o, struct failure *why)
{
	o->by = drop_key_parse(optarg);
	if (o->by != NDROP_KEYS)
		return EXIT_OK;
	return fail(why, EXIT_USAGE, "'%s': --by takes 'client', 'network', "
		    "'cause' or 'listener'", optarg);
}

static bool is_cause(const char *name)
{
	const struct column_format *column = listener_format.columns;
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (strcmp(column[i].token, name) == 0)
			return column[i].kind == KIND_DROP ||
			       column[i].kind == KIND_COUNT;
	return false;
}

static int parse_causes(struct options *o, struct failure *why)
{
	char *list = optarg, *name;

	while ((name = strsep(&list, ","))) {
		if (!is_cause(name) || o->ncauses == CAUSES_MAX)
			return fail(why, EXIT_USAGE, "'%s' is no cause of drops: "
				    "the column CAUSE of 'listenq drops' has "
				    "them", name);
		o->cause[o->ncauses++] = name;
	}
	return EXIT_OK;
}

static int parse_since(struct options *o, struct failure *why)
{
	uint64_t seconds;

	if (!number_parse(optarg, &seconds) || seconds > UINT64_MAX / 1000)
		return fail(why, EXIT_USAGE, "'%s' is not a number of seconds",
			    optarg);
	o->since_ms = number_value(seconds * 1000);
	return EXIT_OK;
}

static int parse_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	switch (option) {
	case 'f':
		o->follow = true;
		return EXIT_OK;
	case OPTION_BY:
		return parse_by(o, why);
	case OPTION_CAUSE:
		return parse_causes(o, why);
	case OPTION_SINCE:
		return parse_since(o, why);
	default:
		return output_option(&o->output, option, why);
	}
}

static const size_t interactive[] = {
	DROP_AGE, DROP_local, DROP_remote, DROP_cause,
	DROP_SYN_QUEUE, DROP_ACCEPT_QUEUE,
};

static const size_t machine_readable[] = {
	DROP_age_ms, DROP_netns, DROP_local, DROP_remote,
	DROP_cause, DROP_synq, DROP_synq_limit, DROP_acceptq,
	DROP_acceptq_limit,
};

/* Replaces ages by times for -f: an event that happens now has no age. */
static size_t suited(size_t column, bool follow)
{
	if (follow && column == DROP_AGE)
		return DROP_TIME;
	if (follow && column == DROP_age_ms)
		return DROP_TIMESTAMP;
	return column;
}

/* Called after all options: the default depends on -f and -J. */
static void settle_selection(struct options *o)
{
	const size_t *suited_to = o->output.json ? machine_readable : interactive;
	size_t i, n = o->output.json ? ARRAY_SIZE(machine_readable) :
				       ARRAY_SIZE(interactive);
	size_t columns[DROP_NCOLUMNS];

	for (i = 0; i < n; i++)
		columns[i] = suited(suited_to[i], o->follow);
	selection_default(&o->output.selection, columns, n);
}

static struct timespec ago(struct timespec now, struct value ms)
{
	struct timespec at = { 0 };

	if (!known(ms) || ms.number / 1000 > (uint64_t)now.tv_sec)
		return at;
	at.tv_sec = now.tv_sec - (time_t)(ms.number / 1000);
	at.tv_nsec = now.tv_nsec - (long)(ms.number % 1000) * 1000000;
	if (at.tv_nsec < 0) {
		at.tv_sec--;
		at.tv_nsec += 1000000000;
	}
	return at;
}

static bool is_of_cause(const struct options *o, const struct drop_row *drop)
{
	size_t i;

	for (i = 0; i < o->ncauses; i++)
		if (is_text(drop->cause, o->cause[i]))
			return true;
	return !o->ncauses;
}

static bool is_recent(const struct options *o, const struct drop_row *drop)
{
	return !known(o->since_ms) ||
	       (known(drop->age_ms) &&
		drop->age_ms.number <= o->since_ms.number);
}

static size_t choose(const struct options *o, const struct loaded *dropped,
		     struct drop_event *rows)
{
	/* A copy was made of what is to be shown. */
	const struct value own = o->filters.all_namespaces ||
				 dropped->source.variable ?
				 unknown_value() : sysctls_read().netns;
	const struct table *table = &dropped->table;
	const struct drop_row *drop;
	struct timespec now;
	size_t i, n = 0;

	clock_gettime(CLOCK_REALTIME, &now);
	for (i = 0; i < table->nrows; i++) {
		drop = drop_at(table, i);
		if (are_different(drop->netns, own) ||
		    !is_of_cause(o, drop) || !is_recent(o, drop) ||
		    !filters_match_endpoints(&o->filters, drop->netns,
					     drop->local, drop->remote))
			continue;
		rows[n].row = drop;
		rows[n++].at = ago(now, drop->age_ms);
	}
	return n;
}

static bool are_mixed(const struct drop_event *rows, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		if (are_different(rows[i - 1].row->netns, rows[i].row->netns))
			return true;
	return false;
}

/* Adds NETNS only for people: scripts must get a fixed set of columns. */
static struct selection suited_to(const struct options *o,
				  const struct drop_event *rows, size_t n)
{
	struct selection s = o->output.selection;
	bool is_interactive = o->output.rendering.format == RENDER_TABLE;

	if (is_interactive && !s.chosen && are_mixed(rows, n)) {
		selection_remove(&s, DROP_netns);
		selection_insert(&s, 1, DROP_netns);	/* next to AGE */
	}
	return s;
}

static int show_groups(struct options *o, const struct drop_event *rows,
		       size_t n, struct failure *why)
{
	const struct drop_row **drops = calloc(n + 1, sizeof(*drops));
	struct drop_groups groups = { NULL, 0 };
	struct table_view view = {
		.selection = &o->output.selection,
		.row_size = sizeof(*groups.group),
	};
	size_t i;
	int err = drops ? 0 : -1, status;

	for (i = 0; !err && i < n; i++)
		drops[i] = rows[i].row;
	if (!err)
		err = drop_groups_make(&groups, o->by, drops, n);
	free(drops);
	if (err)
		return fail(why, EXIT_FAILED, "out of memory");
	view.rows = groups.group;
	view.nrows = groups.count;
	status = output_sort(&o->output, groups.group, groups.count,
			     sizeof(*groups.group), why);
	if (!status)
		status = output_table(&o->output, &view, why);
	drop_groups_free(&groups);
	return status;
}

static int show_rows(struct options *o, const struct loaded *dropped,
		     struct failure *why)
{
	struct drop_event *rows = calloc(dropped->table.nrows + 1,
					 sizeof(*rows));
	struct selection selection;
	struct table_view view = {
		.selection = &selection,
		.rows = rows,
		.row_size = sizeof(*rows),
	};
	int status;

	if (!rows || filters_learn_namespaces(&o->filters, &dropped->table,
					      DROP_netns)) {
		free(rows);
		return fail(why, EXIT_FAILED, "out of memory");
	}
	view.nrows = choose(o, dropped, rows);
	if (o->by != NDROP_KEYS) {
		status = show_groups(o, rows, view.nrows, why);
		free(rows);
		return status;
	}
	selection = suited_to(o, rows, view.nrows);
	status = output_sort(&o->output, rows, view.nrows, sizeof(*rows), why);
	if (!status)
		status = output_table(&o->output, &view, why);
	free(rows);
	return status;
}

static int show_table(struct options *o, struct failure *why)
{
	struct loaded dropped;
	int status = load(&dropped, SOURCE_DROPS, why);

	if (status)
		return status;
	status = show_rows(o, &dropped, why);
	unload(&dropped);
	return status;
}

static int follow_events(struct options *o, struct failure *why)
{
	const struct output *output = &o->output;
	const struct following following = {
		&output->selection, &o->filters, output->json,
		output->rendering.noheadings,
	};

	if (output->raw)
		return fail(why, EXIT_USAGE, "--follow cannot be combined with "
			    "--raw; use --json");
	if (output->sort.count || o->by != NDROP_KEYS || o->ncauses ||
	    known(o->since_ms))
		return fail(why, EXIT_USAGE, "--follow cannot be combined with "
			    "--sort, --by, --cause or --since");
	return follow(&following, why);
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;
	int status;

	if (o->by == NDROP_KEYS)
		settle_selection(o);
	else if (!o->output.selection.chosen && !o->output.selection.count &&
		 !o->output.sort.count)
		drop_group_selection(&o->output.selection);
	else
		return fail(why, EXIT_USAGE, "--by cannot be combined with -o, -O "
			    "or --sort");
	status = output_settle(&o->output, why);
	if (!status)
		status = filters_check_endpoints(&o->filters, "drops", why);
	if (!status)
		status = o->follow ? follow_events(o, why) : show_table(o, why);
	return status;
}

static const struct subcommand drops_command = {
	.name = "drops",
	.usage = usage,
	.columns = &drop_columns,
	.notes = notes,
	.letters = OUTPUT_LETTERS "f" FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = parse_option,
	.run = run,
};

int drops_main(int argc, char **argv)
{
	struct options options = { .by = NDROP_KEYS };

	options.output.selection.set = &drop_columns;
	return subcommand_run(&drops_command, argc, argv, &options.filters,
			      &options);
}
