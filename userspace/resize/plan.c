// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/failure.h"
#include "listener/recommendation.h"
#include "proc/pidfd.h"
#include "proc/socket_copy.h"
#include "proc/sysctl.h"
#include "resize/plan.h"

int plan_make(struct plan *plan, size_t most, struct failure *why)
{
	*plan = (struct plan){ .change = calloc(most + 1, sizeof(*plan->change)) };
	return plan->change ? EXIT_OK : fail(why, EXIT_FAILED, "out of memory");
}

void plan_free(struct plan *plan)
{
	free(plan->change);
	*plan = (struct plan){ .count = 0 };
}

void plan_add(struct plan *plan, const struct listener *listener,
	      uint64_t backlog)
{
	const struct value now = listener->row->backlog;

	plan->change[plan->count++] = (struct change){
		.listener = listener,
		.state = known(now) && now.number == backlog ?
			 CHANGE_NEEDLESS : CHANGE_PLANNED,
		.backlog = backlog,
		.somaxconn = unknown_value(),
		.new_somaxconn = unknown_value(),
		.backlog_after = unknown_value(),
		.somaxconn_after = unknown_value(),
	};
}

void plan_add_recommended(struct plan *plan, const struct listener *listener)
{
	const struct recommendation r = recommend_backlog(listener);
	struct change *c = &plan->change[plan->count];

	plan_add(plan, listener, r.backlog);
	if (r.remedy == REMEDY_NOT_NEEDED)
		c->state = CHANGE_NEEDLESS;
	else if (r.remedy != REMEDY_LONGER_QUEUE)
		c->state = CHANGE_SKIPPED;
	snprintf(c->reason, sizeof(c->reason), "%s", r.reason);
}

size_t plan_count(const struct plan *plan, enum change_state state)
{
	size_t i, n = 0;

	for (i = 0; i < plan->count; i++)
		n += plan->change[i].state == state;
	return n;
}

static const char *local_of(const struct change *change)
{
	return text_or_dash(change->listener->row->local);
}

static int fail_without_holder(const struct change *change, struct failure *why)
{
	return fail(why, EXIT_FAILED, "%s: no process here holds this socket, "
		    "whose inode is %" PRIu64 ": it is the kernel's own, or on "
		    "its way from one process to another, or of a process "
		    "outside this pid namespace; nothing was changed",
		    local_of(change), change->listener->row->inode.number);
}

int plan_fail_copy(const struct change *change, int err, struct failure *why)
{
	const struct owner owner = change->listener->owner;
	char reason[REFUSAL_SIZE];
	int status = err == -EPERM || err == -EACCES ? EXIT_NO_PERMISSION :
						       EXIT_FAILED;

	if (!owner.count)
		return fail_without_holder(change, why);
	if (err == -ENOTCONN)
		return fail(why, status, "%s: it does not listen any more; "
			    "nothing was changed", local_of(change));
	return fail(why, status, "%s: cannot take a copy of the socket from %s "
		    "(pid %d): %s; nothing was changed", local_of(change),
		    owner_name(owner) ?: "-", owner.holders[0].pid,
		    pidfd_refusal(err, reason));
}

/*
 * Asks the socket for its namespace. Who may not, may be told by the table that
 * it is our own.
 */
static struct value somaxconn_of(const struct change *change,
				 const struct socket_copy *copy)
{
	const struct value netns = change->listener->row->netns;
	struct sysctls sysctls;
	int fd = socket_copy_netns(copy);

	if (fd < 0) {
		sysctls = sysctls_read();
		return are_different(netns, sysctls.netns) ? unknown_value() :
							     sysctls.somaxconn;
	}
	sysctls = sysctls_read_in(fd);
	close(fd);
	return sysctls.somaxconn;
}

/* A plan to undo something knows what it was: another value is left alone. */
static void note_somaxconn(struct change *change, struct value now)
{
	if (known(change->somaxconn) && !are_equal(change->somaxconn, now))
		change->new_somaxconn = unknown_value();
	change->somaxconn = now;
}

static int survey(struct change *change, struct failure *why)
{
	struct socket_copy copy;
	int err = socket_copy_take(&copy, change->listener->owner);

	if (err)
		return plan_fail_copy(change, err, why);
	note_somaxconn(change, somaxconn_of(change, &copy));
	if (change->cookie && change->cookie != copy.cookie) {
		change->state = CHANGE_SKIPPED;
		snprintf(change->reason, sizeof(change->reason),
			 "it is another socket than the one that was resized");
	}
	change->cookie = copy.cookie;
	socket_copy_close(&copy);
	return EXIT_OK;
}

int plan_survey(struct plan *plan, struct failure *why)
{
	int status = EXIT_OK;
	size_t i;

	for (i = 0; i < plan->count && !status; i++)
		if (plan->change[i].state == CHANGE_PLANNED)
			status = survey(&plan->change[i], why);
	return status;
}

static int settle_somaxconn(struct change *change, bool raise,
			    struct failure *why)
{
	if (!known(change->somaxconn) ||
	    change->somaxconn.number >= change->backlog)
		return EXIT_OK;
	if (!raise)
		return fail(why, EXIT_FAILED, "%s: net.core.somaxconn is %" PRIu64
			    " in its network namespace, to which listen() would "
			    "cut %" PRIu64 ": with --somaxconn that is raised as "
			    "well; nothing was changed", local_of(change),
			    change->somaxconn.number, change->backlog);
	change->new_somaxconn = number_value(change->backlog);
	return EXIT_OK;
}

/* Several listeners of one namespace: it gets what the largest one takes. */
static void share_somaxconn(struct plan *plan, const struct change *from)
{
	const struct value netns = from->listener->row->netns;
	struct change *c;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		c = &plan->change[i];
		if (known(c->new_somaxconn) &&
		    !are_different(c->listener->row->netns, netns) &&
		    c->new_somaxconn.number < from->new_somaxconn.number)
			c->new_somaxconn = from->new_somaxconn;
	}
}

int plan_settle_somaxconn(struct plan *plan, bool raise, struct failure *why)
{
	int status = EXIT_OK;
	size_t i;

	for (i = 0; i < plan->count && !status; i++)
		if (plan->change[i].state == CHANGE_PLANNED)
			status = settle_somaxconn(&plan->change[i], raise, why);
	for (i = 0; i < plan->count && !status; i++)
		if (known(plan->change[i].new_somaxconn))
			share_somaxconn(plan, &plan->change[i]);
	return status;
}

static const struct listener *same_socket(const struct listeners *now,
					  const struct listener_row *row)
{
	const struct listener_key key = listener_key(row);
	size_t i;

	for (i = 0; i < now->count; i++)
		if (listener_key_equal(listener_key(now->listener[i].row), key))
			return &now->listener[i];
	return NULL;
}

static int verify(struct change *change, const struct listeners *now,
		  struct failure *why)
{
	const struct listener *l = same_socket(now, change->listener->row);

	if (!l)
		return fail(why, EXIT_FAILED, "%s: it was changed, and does not "
			    "listen any more", local_of(change));
	change->backlog_after = l->row->backlog;
	if (!are_different(l->row->backlog, number_value(change->backlog)))
		return EXIT_OK;
	return fail(why, EXIT_FAILED, "%s: the backlog is %" PRIu64 ", and not "
		    "%" PRIu64 ": net.core.somaxconn cut it, or the program "
		    "called listen() again", local_of(change),
		    l->row->backlog.number, change->backlog);
}

/* Looks at all, and reports the first that is not as it should be. */
int plan_verify(struct plan *plan, const struct listeners *now,
		struct failure *why)
{
	struct failure first = { "" }, *to = &first;
	int status = EXIT_OK, one;
	struct failure others;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (plan->change[i].state != CHANGE_DONE)
			continue;
		one = verify(&plan->change[i], now, to);
		if (one) {
			status = one;
			to = &others;
		}
	}
	if (status)
		*why = first;
	return status;
}
