// SPDX-License-Identifier: GPL-2.0-only
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cmd/follow.h"
#include "lib/array.h"
#include "lib/clock.h"
#include "lib/failure.h"
#include "lib/signals.h"
#include "listener/endpoint_filter.h"
#include "listener/filter.h"
#include "proc/sysctl.h"
#include "table/trace_event.h"
#include "table/tracefs.h"
#include "view/drop_line.h"

/* How often to check for the module and for lost events. */
#define LOOK_MS 250

struct follower {
	const struct following *how;
	struct tracefs_instance instance;
	struct value own_netns;		/* unknown: all are shown */
	int signals;
	uint64_t look_ms;		/* when to check again */
	uint64_t lost, lost_before;
	bool absent;			/* the module was removed */
	bool stopped;			/* by a signal */
	bool no_reader;			/* of our output */
};

/* Reads the real-time clock each time, because it may be set meanwhile. */
static struct timespec on_the_wall(uint64_t mono_us)
{
	struct timespec wall, mono;
	int64_t us;

	clock_gettime(CLOCK_REALTIME, &wall);
	clock_gettime(CLOCK_MONOTONIC, &mono);
	us = (wall.tv_sec - mono.tv_sec) * 1000000 +
	     (wall.tv_nsec - mono.tv_nsec) / 1000 + (int64_t)mono_us;
	return (struct timespec){ us / 1000000, us % 1000000 * 1000 };
}

static void show(const struct follower *f, const char *line)
{
	struct trace_event traced;
	struct drop_event event = { .row = &traced.drop };

	if (!trace_event_parse(line, &traced) ||
	    are_different(traced.drop.netns, f->own_netns) ||
	    filters_learn_namespace(f->how->filters, traced.drop.netns) ||
	    !filters_match_endpoints(f->how->filters, traced.drop.netns,
				     traced.drop.local, traced.drop.remote))
		return;
	event.at = on_the_wall(traced.at_us);
	if (f->how->json)
		print_drop_json(f->how->selection, event);
	else
		print_drop_line(f->how->selection, event);
}

static void show_lines(struct follower *f)
{
	size_t used = 0;
	char *line;

	while ((line = tracefs_line(&f->instance, &used)))
		show(f, line);
	tracefs_consume(&f->instance, used);
}

/* If the count fell, the module was loaded again and counts from 0. */
static void count_losses(struct follower *f)
{
	uint64_t now = tracefs_lost(&f->instance);
	uint64_t more = now > f->lost_before ? now - f->lost_before : 0;

	f->lost_before = now;
	f->lost += more;
	if (!more)
		return;
	warnx("%" PRIu64 " event%s lost: they came faster than they could be "
	      "shown", more, more == 1 ? "" : "s");
	if (f->how->json)
		printf("{\"lost\":%" PRIu64 "}\n", more);
}

static void look_for_module(struct follower *f)
{
	int err = tracefs_enable(&f->instance);

	if (err < 0 && !f->absent)
		warnx("the module was removed; waiting for it to be loaded");
	if (err > 0)
		warnx("the module is loaded again");
	f->absent = err < 0;
}

/* POLLERR is always reported: the reader of our output is gone. */
static void wait_for_more(struct follower *f, int ms)
{
	struct pollfd fds[] = {
		{ .fd = f->instance.pipe, .events = POLLIN },
		{ .fd = f->signals, .events = POLLIN },
		{ .fd = STDOUT_FILENO },
	};

	if (poll(fds, ARRAY_SIZE(fds), ms) <= 0)
		return;
	f->stopped = fds[1].revents;
	f->no_reader = fds[2].revents & POLLERR;
}

/* Reads and shows events. Returns whether more may be available at once. */
static bool take(struct follower *f, int *err)
{
	*err = tracefs_read(&f->instance);
	show_lines(f);
	if (!ms_until(f->look_ms)) {
		f->look_ms = monotonic_ms() + LOOK_MS;
		look_for_module(f);
		count_losses(f);
	}
	if (*err == -EAGAIN)
		*err = fflush(stdout) ? -errno : 0;
	else if (!*err)
		return true;
	return false;
}

static int run(struct follower *f, struct failure *why)
{
	bool more;
	int err = 0;

	while (!f->stopped && !f->no_reader && !err) {
		more = take(f, &err);
		wait_for_more(f, more ? 0 : LOOK_MS);
	}
	f->no_reader |= err == -EPIPE;
	if (err && !f->no_reader)
		return fail(why, EXIT_FAILED, "cannot go on following: %s",
			    strerror(-err));
	count_losses(f);
	return f->lost ? EXIT_INCOMPLETE : EXIT_OK;
}

static int begin(struct follower *f, struct failure *why)
{
	int status = tracefs_make(&f->instance, why);
	int err;

	if (status)
		return status;
	err = tracefs_enable(&f->instance);
	if (err == -ENOENT)
		return fail(why, EXIT_NO_MODULE, "the module is not loaded: "
			    "run 'modprobe listenq', or 'insmod "
			    "module/listenq.ko' in the source tree");
	if (err < 0)
		return fail(why, EXIT_FAILED, "cannot enable the module's "
			    "tracepoints: %s", strerror(-err));
	if (!f->how->json && !f->how->noheadings)
		print_drop_headings(f->how->selection);
	return EXIT_OK;
}

int follow(const struct following *how, struct failure *why)
{
	struct follower f = { .how = how };
	int status;

	f.own_netns = how->filters->all_namespaces ? unknown_value() :
						     sysctls_read().netns;
	f.signals = signals_hold();
	status = begin(&f, why);
	if (!status)
		status = run(&f, why);
	tracefs_remove(&f.instance);
	signals_release(f.signals, f.no_reader);
	return status;
}
