// SPDX-License-Identifier: GPL-2.0-only
/* listenq selftest: whether the columns are right on the kernel that runs. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "lib/version.h"
#include "listener/completeness.h"
#include "selftest/player.h"
#include "selftest/verdict.h"
#include "view/json.h"

static const char usage[] =
"Usage: listenq selftest [OPTION...]\n"
"\n"
"Makes each event a known number of times, and compares what the module counted:\n"
"a line for each column, and for each counter of the kernel, of\n"
"  right     it is what was done\n"
"  WRONG     it is not\n"
"  unknown   a probe is missing on this kernel, and the column is -\n"
"  untested  nothing was done that it counts\n"
"\n"
"All happens in two network namespaces that the command makes for itself and that\n"
"end with it; nothing outside is changed, but the kernel may load its module veth.\n"
"It takes about ten seconds. The module must be loaded, and only root may do it.\n"
"If anything is WRONG, please report all that it prints.\n"
"\n"
"Options:\n"
"      --full     also what takes more than a minute\n"
"  -J, --json     write JSON\n"
"  -h, --help     show this help\n"
"  -V, --version  show the version\n"
"\n"
EXIT_STATUS_HELP;

enum { OPTION_FULL = 256 };

static const struct option long_options[] = {
	{ "full",	no_argument, NULL, OPTION_FULL },
	{ "json",	no_argument, NULL, 'J' },
	COMMON_OPTIONS
};

struct selftest_options {
	bool json;
	bool full;
};

static int set_option(int option, void *data, struct failure *why)
{
	struct selftest_options *options = data;

	(void)why;
	if (option == 'J')
		options->json = true;
	else
		options->full = true;
	return EXIT_OK;
}

/* How many lines there are of each verdict. */
struct totals {
	unsigned int verdicts[NVERDICTS];
};

static const char *module_version(const struct module_tables *module)
{
	const struct table *table = &module->module.table;

	return table->nrows ? text_or_dash(module_at(table, 0)->version) : "-";
}

static void print_head(const struct module_tables *module)
{
	const struct table *probes = &module->probes.table;
	struct utsname os;
	size_t row;

	uname(&os);
	printf("listenq selftest: command %s, module %s, on %s %s %s %s\n",
	       command_version(), module_version(module), os.sysname, os.release,
	       os.version, os.machine);
	for (row = 0; row < probes->nrows; row++) {
		const struct probe_row *probe = probe_at(probes, row);

		if (!probe_is_planted(probe))
			printf("no probe on %s (%s)\n",
			       text_or_dash(probe->symbol),
			       text_or_dash(probe->state));
	}
}

static void print_column(const struct column_verdict *c)
{
	const char *separator = ": ";
	unsigned int m;

	printf("%-9s %-26s ", verdict_name(c->verdict), c->token);
	if (c->verdict == VERDICT_UNKNOWN)
		printf("a probe is missing");
	else if (c->verdict == VERDICT_UNTESTED)
		printf("not made");
	else
		printf("%" PRIu64, c->total.counted);
	for (m = 0; m < NMEETINGS && c->verdict == VERDICT_WRONG; m++) {
		const struct tally *tally = &c->tally[m];

		if (tally->counted == tally->expected)
			continue;
		printf("%s%s %" PRIu64 " instead of %" PRIu64, separator,
		       meeting_name((enum meeting)m), tally->counted,
		       tally->expected);
		separator = ", ";
	}
	putchar('\n');
}

static void column_to_json(struct json *j, const struct column_verdict *c)
{
	json_open(j, NULL, '{');
	json_text(j, "name", c->token);
	json_text(j, "verdict", verdict_name(c->verdict));
	json_number(j, "expected", number_value(c->total.expected));
	json_number(j, "counted", c->total.unknown ?
		    unknown_value() : number_value(c->total.counted));
	json_close(j, '}');
}

static void put_column(struct json *j, struct totals *totals,
		       const struct column_verdict *c)
{
	totals->verdicts[c->verdict]++;
	if (j)
		column_to_json(j, c);
	else
		print_column(c);
}

static void put_columns(struct json *j, struct totals *totals,
			const struct player *player)
{
	struct column_verdict c;
	unsigned int column;

	for (column = 0; column < LISTENER_NCOLUMNS; column++)
		if (verdict_of_column(player, column, &c))
			put_column(j, totals, &c);
	verdict_of_closed(player, &c);
	put_column(j, totals, &c);
}

static void put_counter(struct json *j, struct totals *totals,
			const struct netstat_row *row)
{
	enum verdict verdict = verdict_of_counter(row);

	totals->verdicts[verdict]++;
	if (!j) {
		printf("%-9s %-26s kernel %" PRIu64, verdict_name(verdict),
		       text_or_dash(row->counter), row->kernel.number);
		if (known(row->ours))
			printf(", LISTENQ %" PRIu64, row->ours.number);
		putchar('\n');
		return;
	}
	json_open(j, NULL, '{');
	json_text(j, "name", text_or_dash(row->counter));
	json_text(j, "verdict", verdict_name(verdict));
	json_number(j, "kernel", row->kernel);
	json_number(j, "listenq", row->ours);
	json_close(j, '}');
}

static void put_counters(struct json *j, struct totals *totals,
			 const struct player *player)
{
	const struct table *netstat = &player->netstat.table;
	size_t row;

	for (row = 0; row < netstat->nrows; row++)
		put_counter(j, totals, netstat_at(netstat, row));
}

static void put_skipped(struct json *j, const struct player *player)
{
	unsigned int i;

	for (i = 0; i < player->nplays; i++) {
		const struct play *play = &player->plays[i];

		if (!play->skipped)
			continue;
		if (j)
			json_text(j, NULL, play->scene->name);
		else
			printf("skipped   %s, %s: this kernel has no %s\n",
			       play->scene->name, meeting_name(play->meeting),
			       play->skipped);
	}
}

static void print_text(const struct player *player,
		       const struct module_tables *module, struct totals *totals)
{
	print_head(module);
	put_columns(NULL, totals, player);
	put_counters(NULL, totals, player);
	put_skipped(NULL, player);
	if (totals->verdicts[VERDICT_WRONG])
		puts("WRONG: on this kernel LISTENQ counts otherwise than it should; "
		     "please report all of this text");
	else if (totals->verdicts[VERDICT_UNKNOWN])
		puts("right, as far as it is known on this kernel");
	else
		puts("right: everything is what was done");
}

static void print_json(const struct player *player,
		       const struct module_tables *module, struct totals *totals)
{
	struct json j = { .out = stdout };
	struct utsname os;

	uname(&os);
	json_open(&j, NULL, '{');
	json_text(&j, "command", command_version());
	json_text(&j, "module", module_version(module));
	json_text(&j, "kernel", os.release);
	json_open(&j, "columns", '[');
	put_columns(&j, totals, player);
	json_close(&j, ']');
	json_open(&j, "counters", '[');
	put_counters(&j, totals, player);
	json_close(&j, ']');
	json_open(&j, "skipped", '[');
	put_skipped(&j, player);
	json_close(&j, ']');
	json_bool(&j, "right", !totals->verdicts[VERDICT_WRONG]);
	json_close(&j, '}');
	putchar('\n');
}

static int status_of(const struct totals *totals)
{
	if (totals->verdicts[VERDICT_WRONG])
		return EXIT_INCONSISTENT;
	return totals->verdicts[VERDICT_UNKNOWN] ? EXIT_INCOMPLETE : EXIT_OK;
}

static int play_and_print(const struct selftest_options *options,
			  const struct module_tables *module,
			  struct failure *why)
{
	struct totals totals = { { 0 } };
	struct player player;
	int status = player_run(&player, options->full, why);

	if (!status) {
		if (options->json)
			print_json(&player, module, &totals);
		else
			print_text(&player, module, &totals);
		status = status_of(&totals);
	}
	player_free(&player);
	return status;
}

static int run(void *data, struct failure *why)
{
	struct module_tables module;
	int status;

	/* Tables of another time or place are not what is tested. */
	unsetenv("LISTENQ_DIR");
	unsetenv("LISTENQ_FILE");
	status = module_tables_load(&module, why);
	if (!status)
		status = play_and_print(data, &module, why);
	module_tables_unload(&module);
	return status;
}

static const struct subcommand selftest_command = {
	.name = "selftest",
	.usage = usage,
	.letters = "J" COMMON_LETTERS,
	.options = long_options,
	.option = set_option,
	.run = run,
};

int selftest_main(int argc, char **argv)
{
	struct selftest_options options = { .json = false };

	return subcommand_run(&selftest_command, argc, argv, NULL, &options);
}
