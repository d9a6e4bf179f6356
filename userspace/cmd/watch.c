// SPDX-License-Identifier: GPL-2.0-only
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "cmd/watch.h"
#include "lib/array.h"
#include "lib/clock.h"
#include "lib/failure.h"
#include "lib/signals.h"

struct watch {
	int signals;
	bool failing;			/* and a message was printed */
	bool stopped;
	bool no_reader;
};

/*
 * Stops if stdout fails; main() prints the message unless it was a broken pipe.
 */
static void flush(struct watch *w)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return;
	w->stopped = true;
	w->no_reader = errno == EPIPE;
}

static void note(struct watch *w, int status, const struct failure *trouble)
{
	if (status && !w->failing)
		warnx("%s", trouble->message);
	w->failing = status;
}

/* POLLERR is always reported: the reader of our output is gone. */
static void wait_until(struct watch *w, uint64_t due_ms)
{
	struct pollfd fds[] = {
		{ .fd = w->signals, .events = POLLIN },
		{ .fd = STDOUT_FILENO },
	};

	if (poll(fds, ARRAY_SIZE(fds), ms_until(due_ms)) <= 0)
		return;
	w->no_reader = fds[1].revents & POLLERR;
	w->stopped = fds[0].revents || w->no_reader;
}

/* Skips the tables that were missed while we were stopped or slow. */
static uint64_t next_ms(uint64_t due_ms, uint64_t interval_ms)
{
	uint64_t now = monotonic_ms();

	due_ms += interval_ms;
	return due_ms > now ? due_ms : now + interval_ms;
}

int watch(double seconds, int (*show)(void *data, struct failure *why),
	  void *data, struct failure *why)
{
	struct watch w = { .signals = signals_hold() };
	uint64_t due_ms = monotonic_ms();
	int status = show(data, why);

	flush(&w);
	while (!status && !w.stopped) {
		struct failure trouble = { "" };

		due_ms = next_ms(due_ms, (uint64_t)(seconds * 1000));
		wait_until(&w, due_ms);
		if (w.stopped)
			break;
		note(&w, show(data, &trouble), &trouble);
		flush(&w);
	}
	signals_release(w.signals, w.no_reader);
	return status;
}
