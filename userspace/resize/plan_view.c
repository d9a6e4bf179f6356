// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "resize/plan.h"
#include "resize/plan_view.h"
#include "view/json.h"

static const char *local_of(const struct change *change)
{
	return text_or_dash(change->listener->row->local);
}

static void print_title(const struct change *change, FILE *out)
{
	const struct listener *l = change->listener;

	fputs(local_of(change), out);
	if (l->owner.count)
		fprintf(out, " (%s, pid %d", owner_name(l->owner) ?: "-",
			l->owner.holders[0].pid);
	if (l->owner.count > 1)
		fprintf(out, " and %zu more", l->owner.count - 1);
	if (l->owner.count)
		fputc(')', out);
	if (l->netns_name)
		fprintf(out, " in %s", l->netns_name);
}

/* What waits in a queue that is shortened stays in it. */
static void print_surplus(const struct change *change, FILE *out)
{
	const struct value waiting = change->listener->row->acceptq;

	if (known(waiting) && waiting.number > change->backlog + 1)
		fprintf(out, "  %" PRIu64 " connections wait for accept(), more "
			"than the %" PRIu64 " that the queue will hold:\n"
			"  they stay, and new ones are dropped until fewer wait\n",
			waiting.number, change->backlog + 1);
}

static void print_somaxconn(const struct change *change, FILE *out)
{
	if (known(change->new_somaxconn))
		fprintf(out, "  net.core.somaxconn: %" PRIu64 " -> %" PRIu64
			" in its network namespace\n", change->somaxconn.number,
			change->new_somaxconn.number);
	else if (known(change->somaxconn))
		fprintf(out, "  net.core.somaxconn: %" PRIu64 " in its network "
			"namespace, which allows it\n", change->somaxconn.number);
}

static void print_planned(const struct change *change, FILE *out)
{
	print_title(change, out);
	fprintf(out, "\n  backlog: %" PRIu64 " -> %" PRIu64 "\n",
		change->listener->row->backlog.number, change->backlog);
	if (change->reason[0])
		fprintf(out, "  because %s\n", change->reason);
	print_somaxconn(change, out);
	print_surplus(change, out);
}

static void print_left_alone(const struct change *change, FILE *out)
{
	print_title(change, out);
	if (change->state == CHANGE_SKIPPED)
		fprintf(out, ": not resized: %s\n", change->reason);
	else if (change->reason[0])
		fprintf(out, ": no change: %s\n", change->reason);
	else
		fprintf(out, ": no change: its backlog is %" PRIu64 "\n",
			change->backlog);
}

void plan_print(const struct plan *plan, FILE *out)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->change[i].state == CHANGE_PLANNED)
			print_planned(&plan->change[i], out);
}

void plan_print_left_alone(const struct plan *plan, FILE *out)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->change[i].state == CHANGE_NEEDLESS ||
		    plan->change[i].state == CHANGE_SKIPPED)
			print_left_alone(&plan->change[i], out);
	if (plan->gone)
		fprintf(out, "%zu of the sockets that were resized %s no more, or "
			"not in this network namespace\n", plan->gone,
			plan->gone == 1 ? "listens" : "listen");
}

static void print_done(const struct change *change, FILE *out)
{
	print_title(change, out);
	fprintf(out, ": the backlog was %" PRIu64,
		change->listener->row->backlog.number);
	if (known(change->backlog_after))
		fprintf(out, " and is %" PRIu64, change->backlog_after.number);
	fputc('\n', out);
	if (known(change->new_somaxconn))
		fprintf(out, "  net.core.somaxconn was %" PRIu64 " and is %" PRIu64
			" in its network namespace\n", change->somaxconn.number,
			change->new_somaxconn.number);
	print_surplus(change, out);
}

void plan_print_done(const struct plan *plan, FILE *out)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->change[i].state == CHANGE_DONE)
			print_done(&plan->change[i], out);
}

static const char *state_name(enum change_state state)
{
	switch (state) {
	case CHANGE_PLANNED:
		return "planned";
	case CHANGE_NEEDLESS:
		return "needless";
	case CHANGE_SKIPPED:
		return "skipped";
	case CHANGE_DONE:
		break;
	}
	return "done";
}

static void write_change(const struct change *c, struct json *j)
{
	const struct listener *l = c->listener;
	const bool skipped = c->state == CHANGE_SKIPPED;

	json_open(j, NULL, '{');
	json_text(j, "local", text_or_null(l->row->local));
	json_number(j, "netns", l->row->netns);
	json_number(j, "inode", l->row->inode);
	json_number(j, "pid", owner_pid(l->owner));
	json_text(j, "process", owner_name(l->owner));
	json_number(j, "holders", number_value(l->owner.count));
	json_text(j, "state", state_name(c->state));
	json_text(j, "reason", c->reason[0] ? c->reason : NULL);
	json_number(j, "backlog_before", l->row->backlog);
	json_number(j, "backlog_wanted", skipped || !c->backlog ?
		    unknown_value() : number_value(c->backlog));
	json_number(j, "backlog_after", c->backlog_after);
	json_number(j, "somaxconn", c->somaxconn);
	json_number(j, "somaxconn_wanted", c->new_somaxconn);
	json_close(j, '}');
}

void plan_write_json(const struct plan *plan, FILE *out)
{
	struct json j = { .out = out };
	size_t i;

	json_open(&j, NULL, '{');
	json_open(&j, "resizes", '[');
	for (i = 0; i < plan->count; i++)
		write_change(&plan->change[i], &j);
	json_close(&j, ']');
	json_close(&j, '}');
}
