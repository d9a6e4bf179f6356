// SPDX-License-Identifier: GPL-2.0-only
/* listenq top: the listeners, live. */
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/subcommand.h"
#include "lib/array.h"
#include "lib/clock.h"
#include "lib/encoding.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "lib/signals.h"
#include "listener/filter.h"
#include "listener/listener.h"
#include "listener/sample.h"
#include "top/detail.h"
#include "top/keys.h"
#include "top/screen.h"
#include "top/terminal.h"
#include "top/text_lines.h"

struct options {
	struct filters filters;
	double interval;
	uint64_t lately_ms;
};

struct top {
	struct options *options;
	struct sample sample;
	struct top_list list;
	struct top_state state;
	struct text_lines other, shown;
	struct failure trouble;		/* of the last read; "": none */
	int signals;
	uint64_t due_ms;		/* time of the next read */
	bool stopped;
};

static const char usage[] =
"Usage: listenq top [OPTION...] [FILTER...]\n"
"\n"
"A live view of the TCP listeners: how full their queues are and what happens\n"
"per second, listeners in trouble first. '?' explains the screen and the keys,\n"
"'q' quits.\n"
"\n"
FILTER_HELP
"\n"
"Options:\n"
"  -i, --interval SECONDS\n"
"                     time between two updates, 0.1 to 3600 (default: 2)\n"
LATELY_HELP
FILTER_OPTIONS_HELP
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"If the module is removed, top says so, and continues when it is loaded again.\n"
"\n"
"Environment:\n"
"  LISTENQ_FILE  read this copy of " LQ_PROC_FILE " instead\n"
"  LISTENQ_DIR   read copies of all tables in this directory instead\n"
"  LISTENQ_PROC  look for processes here instead of in /proc\n"
"  NO_COLOR      if set and not empty: no colours\n"
"\n"
EXIT_STATUS_HELP;

static const struct option long_options[] = {
	{ "interval",	required_argument, NULL, 'i' },
	FILTER_OPTIONS,
	LATELY_OPTION,
	COMMON_OPTIONS
};

static int set_option(int option, void *data, struct failure *why)
{
	struct options *o = data;

	if (option == 's')
		return lately_parse(optarg, &o->lately_ms, why);
	return interval_parse(optarg, &o->interval, why);
}

/* Shows a failure and tries again later: the module may be loaded again. */
static int read_table(struct top *t)
{
	int status;

	t->trouble.message[0] = '\0';
	status = sample_read(&t->sample, &t->options->filters, OWNERS_FIRST,
			     &t->trouble);
	if (!status && t->options->filters.all_namespaces)
		status = listeners_name_namespaces(&t->sample.listeners,
						   &t->trouble);
	listeners_judge(&t->sample.listeners, t->options->lately_ms);
	listeners_keep(&t->sample.listeners, listener_matches,
		       &t->options->filters);
	return status;
}

static int make_list(struct top *t, struct failure *why)
{
	top_list_free(&t->list);
	if (top_list_make(&t->list, &t->sample.listeners, t->state.filter,
			  t->state.sort))
		return fail(why, EXIT_FAILED, "out of memory");
	top_follow(&t->state, &t->list);
	return EXIT_OK;
}

static int make_other_view(struct top *t, const struct screen *screen)
{
	if (t->state.view == VIEW_DETAIL)
		return detail_lines(&t->other,
				    top_selected(&t->state, &t->list),
				    screen->utf8);
	return t->state.view == VIEW_HELP ? screen_help(&t->other) : 0;
}

static int draw(struct top *t, struct failure *why)
{
	struct screen screen = {
		.utf8 = encoding_is_utf8(), .interval = t->options->interval,
		.notice = t->trouble.message[0] ? t->trouble.message : NULL,
	};

	terminal_size(&screen.width, &screen.height);
	if (make_other_view(t, &screen) ||
	    screen_lines(&t->shown, &screen, &t->state, &t->list, &t->other))
		return fail(why, EXIT_FAILED, "out of memory");
	terminal_draw(&t->shown);
	return EXIT_OK;
}

static int refresh_if_due(struct top *t, struct failure *why)
{
	if (monotonic_ms() < t->due_ms)
		return EXIT_OK;
	t->due_ms = monotonic_ms() + (uint64_t)(t->options->interval * 1000);
	if (!t->state.paused)
		read_table(t);
	return make_list(t, why);
}

static int take_keys(struct top *t, struct failure *why)
{
	int key, status = EXIT_OK;

	while (!status && (key = terminal_key())) {
		top_key(&t->state, key);
		if (t->state.view == VIEW_LIST)
			top_select(&t->state, &t->list);
		status = make_list(t, why);
	}
	return status;
}

static void wait_for_something(struct top *t)
{
	struct pollfd fds[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = t->signals, .events = POLLIN },
	};

	if (poll(fds, ARRAY_SIZE(fds), ms_until(t->due_ms)) <= 0)
		return;
	t->stopped = fds[1].revents ||
		     fds[0].revents & (POLLHUP | POLLERR | POLLNVAL);
}

static int loop(struct top *t, struct failure *why)
{
	int status = EXIT_OK;

	while (!status && !t->stopped && !t->state.quit) {
		status = refresh_if_due(t, why);
		if (status)
			break;
		status = draw(t, why);
		if (status)
			break;
		wait_for_something(t);
		status = take_keys(t, why);
	}
	return status;
}

/* A failure of the first read ends the command. */
static int begin(struct top *t, struct failure *why)
{
	int status = read_table(t);

	if (status) {
		*why = t->trouble;
		return status;
	}
	t->due_ms = monotonic_ms() + (uint64_t)(t->options->interval * 1000);
	status = filters_check_matched(&t->options->filters,
				       t->sample.listeners.count,
				       t->sample.listeners.owners.denied, why);
	if (status)
		return status;
	t->signals = signals_hold();
	return make_list(t, why);
}

static int run(void *data, struct failure *why)
{
	struct top t = { .options = data, .signals = -1 };
	int status = terminal_check(why);

	if (!status)
		status = begin(&t, why);
	if (!status)
		status = terminal_begin(why);
	if (!status)
		status = loop(&t, why);
	terminal_end();
	text_lines_free(&t.shown);
	text_lines_free(&t.other);
	top_list_free(&t.list);
	sample_free(&t.sample);
	return status;
}

static const struct subcommand top_command = {
	.name = "top",
	.usage = usage,
	.letters = "i:s:" FILTER_LETTERS COMMON_LETTERS,
	.options = long_options,
	.option = set_option,
	.run = run,
};

int top_main(int argc, char **argv)
{
	struct options options = { .interval = 2, .lately_ms = LATELY_MS };

	return subcommand_run(&top_command, argc, argv, &options.filters,
			      &options);
}
