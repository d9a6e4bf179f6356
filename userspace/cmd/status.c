// SPDX-License-Identifier: GPL-2.0-only
/* listenq status: whether the counts of the module are complete. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/colour.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "listener/completeness.h"
#include "view/status_table.h"
#include "view/table_view.h"

static const char usage[] =
"Usage: listenq status [OPTION...]\n"
"\n"
"Shows whether the data are complete: the module's state and its losses, the\n"
"kernel's own counters of this network namespace next to the sums of LISTENQ's\n"
"since the module was loaded, and each probe. The last lines are the verdict.\n"
"Gaps that no loss explains make it INCONSISTENT: LISTENQ counts wrongly on this\n"
"kernel. Up to 3 or one in 1024 do not; they remain when listeners close while\n"
"packets arrive.\n"
"\n"
"Options:\n"
"  -J, --json     write JSON; \"complete\" and \"consistent\" are true, false, or null\n"
"                 if unknown\n"
"  -h, --help     show this help\n"
"  -V, --version  show the version\n"
"\n"
"Tables:\n"
"  VERSION      version of the module\n"
"  FORMAT       version of the format that the module writes\n"
"  RECORDS      listeners recorded now, at most RECORDS-MAX (max_listeners)\n"
"  UNRECORDED   events not counted because that limit was reached\n"
"  OVER-SHARE   events not counted because a user or network namespace had its\n"
"               share of that limit\n"
"  NO-MEMORY    events not counted because memory was short\n"
"  OVERWRITTEN  drops that 'listenq drops' no longer has; no loss, because they\n"
"               are counted\n"
"  FORGOTTEN    closed listeners that made room for later ones; no loss, but\n"
"               'listenq states' has their connections under no listener\n"
"  COMMAND      version of this command\n"
"\n"
"  COUNTER      the kernel's counter, as nstat calls it\n"
"  KERNEL       what the kernel counted\n"
"  LISTENQ      the sum of the listeners' columns\n"
"  GAP          KERNEL minus LISTENQ\n"
"  NOTE         what the two are known to count differently\n"
"\n"
"  SYMBOL       the kernel's function or tracepoint that has the probe\n"
"  NEED         needed: the main columns are - without it; optional: a few are\n"
"  STATE        planted, or why not: no-symbol, other-prototype, rejected, or off\n"
"               (by a parameter of the module, which is no loss)\n"
"  HITS         how often the probe was hit\n"
"  MISSED       how often the kernel skipped it because another kprobe was being\n"
"               handled\n"
"  VIA          how it is attached: kprobe, ftrace or tracepoint; - if it is not\n"
"\n"
"Only root can read the state of the module and its probes. For other users the\n"
"verdict is \"unknown\", which is not an error: the exit status is 0.\n"
"\n"
"Environment:\n"
"  LISTENQ_DIR  read the tables 'netstat', 'probes' and 'module' in this\n"
"               directory, not " LQ_PROC_FILE "_netstat and those in\n"
"               " LQ_DEBUGFS_DIR "\n"
"  NO_COLOR     if set and not empty: no colours\n"
"\n"
EXIT_STATUS_HELP;

static const struct option long_options[] = {
	{ "json",	no_argument, NULL, 'J' },
	COMMON_OPTIONS
};

/* Handles -J, the only option. */
static int set_json(int option, void *data, struct failure *why)
{
	bool *json = data;

	(void)option;
	(void)why;
	*json = true;
	return EXIT_OK;
}

static int print_text(const struct module_tables *tables)
{
	const struct rendering how = { .colour = stdout_wants_colour(COLOUR_AUTO) };
	int err = 0;

	if (!tables->hidden) {
		err = show_module(&how, &tables->module.table);
		putchar('\n');
	}
	if (!err)
		err = show_netstat(&how, &tables->netstat.table);
	if (!tables->hidden && !err) {
		putchar('\n');
		err = show_probes(&how, &tables->probes.table);
	}
	putchar('\n');
	if (!err)
		completeness_print(tables, stdout);
	return err;
}

static const char *json_of(enum completeness completeness)
{
	switch (completeness) {
	case COMPLETE:
		return "true";
	case INCOMPLETE:
		return "false";
	case COMPLETENESS_UNKNOWN:
		break;
	}
	return "null";
}

static const char *json_of_consistency(enum consistency consistency)
{
	switch (consistency) {
	case CONSISTENT:
		return "true";
	case INCONSISTENT:
		return "false";
	case CONSISTENCY_UNKNOWN:
		break;
	}
	return "null";
}

static int print_json(const struct module_tables *tables)
{
	const struct rendering how = { .format = RENDER_JSON, .member = true };
	int err = 0;

	putchar('{');
	if (tables->hidden)
		puts("\n   \"module\": null");
	else
		err = show_module(&how, &tables->module.table);
	putchar(',');
	if (!err)
		err = show_netstat(&how, &tables->netstat.table);
	putchar(',');
	if (tables->hidden)
		puts("\n   \"probes\": null");
	else if (!err)
		err = show_probes(&how, &tables->probes.table);
	printf(",\n   \"complete\": %s,\n   \"consistent\": %s\n}\n",
	       json_of(completeness_of(tables)),
	       json_of_consistency(consistency_of(tables)));
	return err;
}

static int print_status(const struct module_tables *tables, bool json,
			struct failure *why)
{
	int err = json ? print_json(tables) : print_text(tables);

	if (err)
		return fail(why, EXIT_FAILED, "cannot show the tables: %s",
			    strerror(-err));
	if (consistency_of(tables) == INCONSISTENT)
		return EXIT_INCONSISTENT;
	return completeness_of(tables) == INCOMPLETE ?
	       EXIT_INCOMPLETE : EXIT_OK;
}

static int run(void *data, struct failure *why)
{
	const bool *json = data;
	struct module_tables tables;
	int status;

	status = module_tables_load(&tables, why);
	if (!status)
		status = print_status(&tables, *json, why);
	module_tables_unload(&tables);
	return status;
}

static const struct subcommand status_command = {
	.name = "status",
	.usage = usage,
	.letters = "J" COMMON_LETTERS,
	.options = long_options,
	.option = set_json,
	.run = run,
};

int status_main(int argc, char **argv)
{
	bool json = false;

	return subcommand_run(&status_command, argc, argv, NULL, &json);
}
