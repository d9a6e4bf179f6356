// SPDX-License-Identifier: GPL-2.0-only
/* listenq resize: gives a listener another backlog while its program runs. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "lib/number.h"
#include "listener/filter.h"
#include "listener/group.h"
#include "listener/listener.h"
#include "resize/apply.h"
#include "resize/permanent.h"
#include "resize/plan.h"
#include "resize/plan_view.h"
#include "resize/undo_file.h"

struct options {
	struct filters filters;
	uint64_t backlog;		/* 0: the recommended one */
	bool somaxconn;
	bool yes;
	bool dry_run;
	bool print;
	bool undo;
	bool json;
};

static const char usage[] =
"Usage: listenq resize [OPTION...] FILTER... BACKLOG\n"
"       listenq resize [OPTION...] FILTER... auto\n"
"       listenq resize [OPTION...] --undo\n"
"\n"
"Gives listeners another backlog, longer or shorter, while their programs run:\n"
"takes a copy of the socket from a process that holds it and calls listen() on\n"
"it, as root. The limits of both queues change at once; connections, the queues\n"
"and all counters stay, and the program does not notice. It lasts until the\n"
"program calls listen() again, at the latest when it is restarted.\n"
"\n"
"With 'auto' the backlog is what measured demand calls for, if a longer queue is\n"
"the remedy; if it is not, nothing is changed, and the reason is printed.\n"
"\n"
FILTER_HELP
"Each listener that matches is changed, or none of them.\n"
"\n"
"Options:\n"
FILTER_OPTIONS_HELP
"      --somaxconn    raise net.core.somaxconn as well, in the listener's network\n"
"                     namespace, where it is below BACKLOG: listen() cuts to it\n"
"  -y, --yes          do not ask\n"
"      --dry-run      look at each socket, show what would change, change nothing\n"
"      --print        show what makes it last instead: the program's directive,\n"
"                     or the drop-in of the socket unit, and the sysctl\n"
"      --undo         restore what the last 'listenq resize' changed, as long as\n"
"                     it is the same socket and nobody has changed it since\n"
"  -J, --json         write JSON; needs --yes or --dry-run\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"Environment:\n"
"  LISTENQ_FILE  with --dry-run or --print: read this copy of\n"
"                " LQ_PROC_FILE " instead, and look at no socket\n"
"  LISTENQ_PROC  look for processes and settings here instead of in /proc\n"
"\n"
EXIT_STATUS_HELP;

enum { OPTION_DRY_RUN = 256, OPTION_PRINT, OPTION_SOMAXCONN, OPTION_UNDO };

static const struct option long_options[] = {
	FILTER_OPTIONS,
	{ "dry-run",	no_argument, NULL, OPTION_DRY_RUN },
	{ "json",	no_argument, NULL, 'J' },
	{ "print",	no_argument, NULL, OPTION_PRINT },
	{ "somaxconn",	no_argument, NULL, OPTION_SOMAXCONN },
	{ "undo",	no_argument, NULL, OPTION_UNDO },
	{ "yes",	no_argument, NULL, 'y' },
	COMMON_OPTIONS
};

static int set_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	(void)why;
	o->dry_run |= option == OPTION_DRY_RUN;
	o->json |= option == 'J';
	o->print |= option == OPTION_PRINT;
	o->somaxconn |= option == OPTION_SOMAXCONN;
	o->undo |= option == OPTION_UNDO;
	o->yes |= option == 'y';
	return EXIT_OK;
}

static int parse_backlog(const char *word, struct options *o,
			 struct failure *why)
{
	if (strcmp(word, "auto") == 0 ||
	    (number_parse(word, &o->backlog) && o->backlog &&
	     o->backlog <= BACKLOG_MAX))
		return EXIT_OK;
	return fail(why, EXIT_USAGE, "'%s': a BACKLOG, the last argument, is a "
		    "number from 1 to %d, or 'auto'", word, BACKLOG_MAX);
}

static int take_backlog(char **words, size_t *count, void *data,
			struct failure *why)
{
	struct options *o = data;

	if (o->undo && *count)
		return fail(why, EXIT_USAGE, "'%s': --undo takes no FILTER and no "
			    "BACKLOG", words[0]);
	if (o->undo)
		return EXIT_OK;
	if (*count < 2)
		return fail(why, EXIT_USAGE, "resize needs a FILTER and a BACKLOG: "
			    "'listenq resize :80 1024'");
	return parse_backlog(words[--*count], o, why);
}

static int check_options(const struct options *o, struct failure *why)
{
	if (o->print && (o->undo || o->json || o->yes || o->dry_run ||
			 o->somaxconn))
		return fail(why, EXIT_USAGE, "--print cannot be combined with "
			    "--undo, --json, --yes, --dry-run or --somaxconn");
	if (o->dry_run || o->print || o->yes)
		return EXIT_OK;
	if (o->json || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fail(why, EXIT_USAGE, "nobody can be asked here: --yes "
			    "changes it without asking, --dry-run shows what would "
			    "change");
	return EXIT_OK;
}

static int load_from(struct listeners *listeners, enum source_file file,
		     struct failure *why)
{
	return listeners_load_from(listeners, file, OWNERS_ALL, NULL, why);
}

/* Without the module, the kernel tells of our own network namespace. */
static int load_own(struct listeners *listeners, struct failure *why)
{
	int status = load_from(listeners, SOURCE_LISTENERS, why);
	struct failure trouble;

	if (status != EXIT_NO_MODULE)
		return status;
	listeners_free(listeners);
	if (listeners_load_without_module(listeners, OWNERS_ALL, &trouble))
		return status;
	why->message[0] = '\0';
	return EXIT_OK;
}

/*
 * What is to be undone may be anywhere, as far as we may look; what is
 * recommended is so by what only the module counts.
 */
static int load_listeners(struct listeners *listeners, const struct options *o,
			  struct failure *why)
{
	struct failure trouble;

	if (o->filters.all_namespaces)
		return load_from(listeners, SOURCE_ALL_LISTENERS, why);
	if (!o->undo)
		return o->backlog ? load_own(listeners, why) :
				    load_from(listeners, SOURCE_LISTENERS, why);
	if (!load_from(listeners, SOURCE_ALL_LISTENERS, &trouble))
		return EXIT_OK;
	listeners_free(listeners);
	return load_own(listeners, why);
}

static bool is_copy(const struct listeners *listeners)
{
	return listeners->loaded.source.variable;
}

static int choose(struct listeners *listeners, struct options *o,
		  struct failure *why)
{
	int status;

	listeners_sort_by_namespace(listeners);
	groups_count(listeners);
	if (filters_learn_namespaces(&o->filters, &listeners->loaded.table,
				     LISTENER_netns))
		return fail(why, EXIT_FAILED, "out of memory");
	listeners_keep(listeners, listener_matches, &o->filters);
	status = filters_check_matched(&o->filters, listeners->count,
				       listeners->owners.denied, why);
	if (!status && o->filters.all_namespaces)
		status = listeners_name_namespaces(listeners, why);
	return status;
}

static int make_plan(struct plan *plan, const struct listeners *listeners,
		     const struct options *o, struct failure *why)
{
	size_t i;
	int status;

	if (o->undo)
		return undo_file_plan(UNDO_FILE, listeners, plan, why);
	status = plan_make(plan, listeners->count, why);
	for (i = 0; i < listeners->count && !status; i++)
		if (o->backlog)
			plan_add(plan, &listeners->listener[i], o->backlog);
		else
			plan_add_recommended(plan, &listeners->listener[i]);
	return status;
}

static int survey(struct plan *plan, const struct listeners *listeners,
		  const struct options *o, struct failure *why)
{
	int status;

	if (is_copy(listeners) && !o->dry_run && !o->print)
		return fail(why, EXIT_USAGE, "%s is a copy, because %s is set: "
			    "with it, resize takes --dry-run or --print only",
			    listeners->loaded.source.path,
			    listeners->loaded.source.variable);
	if (is_copy(listeners) || o->print)
		return EXIT_OK;
	status = plan_survey(plan, why);
	return status ?: plan_settle_somaxconn(plan, o->somaxconn, why);
}

/* Returns whether the one at the terminal says yes. */
static bool confirms(size_t count)
{
	char answer[16] = "";

	printf("Change %zu listener%s? [y/N] ", count, count == 1 ? "" : "s");
	fflush(stdout);
	return fgets(answer, sizeof(answer), stdin) &&
	       (strcmp(answer, "y\n") == 0 || strcmp(answer, "yes\n") == 0);
}

static int verify(struct plan *plan, const struct options *o,
		  struct failure *why)
{
	struct listeners now = { 0 };
	int status = load_listeners(&now, o, why);

	if (!status)
		status = plan_verify(plan, &now, why);
	listeners_free(&now);
	return status;
}

static void print_outlook(const struct options *o)
{
	if (o->undo)
		return;
	puts("This lasts until the program calls listen() again, at the latest "
	     "when it is restarted:");
	puts("'listenq resize --print' with the same arguments shows what makes it "
	     "last.");
	puts("'listenq resize --undo' restores what it was.");
}

static int carry_out(struct plan *plan, const struct options *o,
		     struct failure *why)
{
	int status = plan_apply(plan, o->undo ? NULL : UNDO_FILE, why);

	if (status)
		return status;
	status = verify(plan, o, why);
	if (!status && o->undo)
		undo_file_remove(UNDO_FILE);
	if (o->json) {
		plan_write_json(plan, stdout);
		return status;
	}
	plan_print_done(plan, stdout);
	if (!status)
		print_outlook(o);
	return status;
}

/* Nothing is left to change: that is a success, unless it was refused. */
static int conclude(const struct plan *plan, const struct options *o,
		    struct failure *why)
{
	const size_t skipped = plan_count(plan, CHANGE_SKIPPED);

	if (!skipped && !plan->gone)
		return EXIT_OK;
	if (o->undo)
		return fail(why, EXIT_FAILED, "nothing was restored");
	return fail(why, EXIT_REFUSED, "nothing was changed: a longer queue is not "
		    "the remedy, or not known to be");
}

static int act(struct plan *plan, const struct options *o, struct failure *why)
{
	const size_t planned = plan_count(plan, CHANGE_PLANNED);

	if (o->print) {
		permanent_print(plan, stdout);
		return planned ? EXIT_OK : conclude(plan, o, why);
	}
	if (o->json && (o->dry_run || !planned))
		plan_write_json(plan, stdout);
	if (!o->json)
		plan_print_left_alone(plan, stdout);
	if (!o->json && (o->dry_run || !o->yes))
		plan_print(plan, stdout);
	if (!planned)
		return conclude(plan, o, why);
	if (o->dry_run)
		return EXIT_OK;
	if (!o->yes && !confirms(planned))
		return fail(why, EXIT_FAILED, "nothing was changed");
	return carry_out(plan, o, why);
}

static int resize(struct listeners *listeners, const struct options *o,
		  struct failure *why)
{
	struct plan plan = { .count = 0 };
	int status = make_plan(&plan, listeners, o, why);

	if (!status)
		status = survey(&plan, listeners, o, why);
	if (!status)
		status = act(&plan, o, why);
	fflush(stdout);			/* before stderr is written */
	plan_free(&plan);
	return status;
}

static int run(void *data, struct failure *why)
{
	struct options *o = data;
	struct listeners listeners = { 0 };
	int status = check_options(o, why);

	if (!status)
		status = load_listeners(&listeners, o, why);
	if (!status)
		status = choose(&listeners, o, why);
	if (!status)
		status = resize(&listeners, o, why);
	listeners_free(&listeners);
	return status;
}

static const struct subcommand resize_command = {
	.name = "resize",
	.usage = usage,
	.letters = "Jy" FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = set_option,
	.take_words = take_backlog,
	.run = run,
};

int resize_main(int argc, char **argv)
{
	struct options options = { .backlog = 0 };

	return subcommand_run(&resize_command, argc, argv, &options.filters,
			      &options);
}
