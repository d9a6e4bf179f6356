// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/failure.h"
#include "lib/signals.h"
#include "proc/pidfd.h"
#include "proc/socket_copy.h"
#include "proc/sysctl.h"
#include "resize/apply.h"
#include "resize/plan.h"
#include "resize/undo_file.h"

struct applying {
	struct plan *plan;
	struct socket_copy *copy;	/* of each change; fd is -1: none */
};

static bool is_planned(const struct applying *a, size_t i)
{
	return a->plan->change[i].state == CHANGE_PLANNED;
}

static const char *local_of(const struct change *change)
{
	return text_or_dash(change->listener->row->local);
}

/* One copy for each socket: thousands may match. */
static void allow_many_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* Whether it is the socket that was looked at, with the backlog it had then. */
static int check_copy(const struct change *change, const struct socket_copy *copy,
		      struct failure *why)
{
	if (copy->cookie != change->cookie)
		return fail(why, EXIT_FAILED, "%s: this is another socket "
			    "meanwhile; nothing was changed", local_of(change));
	if (are_different(copy->backlog, change->listener->row->backlog))
		return fail(why, EXIT_FAILED, "%s: its backlog has become %" PRIu64
			    " meanwhile; nothing was changed", local_of(change),
			    copy->backlog.number);
	return EXIT_OK;
}

static int take_copies(struct applying *a, struct failure *why)
{
	struct change *change;
	int status = EXIT_OK, err;
	size_t i;

	for (i = 0; i < a->plan->count && !status; i++) {
		if (!is_planned(a, i))
			continue;
		change = &a->plan->change[i];
		err = socket_copy_take(&a->copy[i], change->listener->owner);
		status = err ? plan_fail_copy(change, err, why) :
			       check_copy(change, &a->copy[i], why);
	}
	return status;
}

static int write_somaxconn(const struct socket_copy *copy, uint64_t somaxconn)
{
	int netns = socket_copy_netns(copy), err;

	if (netns < 0)
		return netns;
	err = somaxconn_write_in(netns, somaxconn);
	close(netns);
	return err;
}

static bool is_raised(const struct change *change)
{
	return change->new_somaxconn.number > change->somaxconn.number;
}

/* Sets what is to be raised, or what is to be lowered. */
static int change_somaxconns(struct applying *a, bool raise, struct failure *why)
{
	struct change *c;
	size_t i;
	int err;

	for (i = 0; i < a->plan->count; i++) {
		c = &a->plan->change[i];
		if (!is_planned(a, i) || !known(c->new_somaxconn) ||
		    is_raised(c) != raise)
			continue;
		err = write_somaxconn(&a->copy[i], c->new_somaxconn.number);
		if (err)
			return fail(why, EXIT_FAILED, "%s: cannot set "
				    "net.core.somaxconn in its network namespace: "
				    "%s", local_of(c), strerror(-err));
	}
	return EXIT_OK;
}

static int fail_listen(const struct change *change, int err, struct failure *why)
{
	char reason[REFUSAL_SIZE];

	if (err != -EACCES && err != -EPERM)
		return fail(why, EXIT_FAILED, "%s: listen(2): %s",
			    local_of(change), strerror(-err));
	return fail(why, EXIT_NO_PERMISSION, "%s: listen(2): %s",
		    local_of(change), pidfd_refusal(err, reason));
}

/* Returns an exit_status; *done counts those that were changed. */
static int listen_all(struct applying *a, size_t *done, struct failure *why)
{
	struct change *c;

	for (*done = 0; *done < a->plan->count; ++*done) {
		c = &a->plan->change[*done];
		if (is_planned(a, *done) &&
		    listen(a->copy[*done].fd, (int)c->backlog))
			return fail_listen(c, -errno, why);
	}
	return EXIT_OK;
}

/* While somaxconn is what it was raised to: it cuts these as well. */
static void listen_as_before(struct applying *a, size_t done)
{
	while (done--)
		if (is_planned(a, done))
			listen(a->copy[done].fd,
			       (int)a->plan->change[done].listener->row->backlog.number);
}

static void restore_somaxconns(struct applying *a)
{
	size_t i;

	for (i = 0; i < a->plan->count; i++)
		if (is_planned(a, i) && known(a->plan->change[i].new_somaxconn))
			write_somaxconn(&a->copy[i],
					a->plan->change[i].somaxconn.number);
}

static int change_all(struct applying *a, struct failure *why)
{
	size_t done = 0;
	int status = change_somaxconns(a, true, why);

	if (!status)
		status = listen_all(a, &done, why);
	if (!status)
		status = change_somaxconns(a, false, why);
	if (!status)
		return EXIT_OK;
	listen_as_before(a, done);
	restore_somaxconns(a);
	strncat(why->message, "; everything is as it was",
		sizeof(why->message) - strlen(why->message) - 1);
	return status;
}

/* The file is written first: what ends us then can be undone. */
static int change_and_note(struct applying *a, const char *undo,
			   struct failure *why)
{
	struct undo_file before;
	int status = EXIT_OK;
	size_t i;

	if (undo)
		status = undo_file_replace(undo, a->plan, &before, why);
	if (status)
		return status;
	status = change_all(a, why);
	if (undo && status)
		undo_file_restore(undo, &before);
	if (undo)
		undo_file_free(&before);
	for (i = 0; i < a->plan->count && !status; i++)
		if (is_planned(a, i))
			a->plan->change[i].state = CHANGE_DONE;
	return status;
}

static int apply(struct applying *a, const char *undo, struct failure *why)
{
	int status = take_copies(a, why);
	size_t i;

	if (!status)
		status = change_and_note(a, undo, why);
	for (i = 0; i < a->plan->count; i++)
		socket_copy_close(&a->copy[i]);
	return status;
}

/* A signal waits until all or nothing is changed, which takes milliseconds. */
int plan_apply(struct plan *plan, const char *undo, struct failure *why)
{
	struct applying a = { plan, calloc(plan->count + 1, sizeof(*a.copy)) };
	int signals, status;
	size_t i;

	if (!a.copy)
		return fail(why, EXIT_FAILED, "out of memory");
	for (i = 0; i < plan->count; i++)
		a.copy[i].fd = -1;
	allow_many_descriptors();
	signals = signals_hold();
	status = apply(&a, undo, why);
	signals_release(signals, false);
	free(a.copy);
	return status;
}
