// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "listener/transition_rate.h"
#include "table/load.h"

/* Counts of all transitions, summed over namespaces. */
struct counts {
	struct value n[STATES_NCOLUMNS][STATES_NCOLUMNS];
};

_Static_assert(NO_STATE < STATES_FIRST, "it is no state's index");

static size_t find_state(struct value name)
{
	size_t state;

	for (state = STATES_FIRST; state < STATES_END; state++)
		if (is_text(name, states_format.columns[state].token))
			return state;
	return NO_STATE;
}

static void add_transition(struct counts *sum, const struct transition_row *t)
{
	value_add(&sum->n[find_state(t->from)][find_state(t->to)], t->count);
}

/* Inodes of network namespaces, sorted. */
struct inodes {
	uint64_t *inode;
	size_t count;
};

/* Finds the inode of netns, or all of the table. Returns 0 or -ENOMEM. */
static int find_inodes(struct inodes *found, const struct table *table,
		       struct value netns)
{
	struct value one;
	size_t row;

	found->count = 0;
	found->inode = calloc(table->nrows + 1, sizeof(*found->inode));
	if (!found->inode)
		return -ENOMEM;
	if (known(netns))
		found->inode[found->count++] = netns.number;
	for (row = 0; row < table->nrows && !known(netns); row++) {
		one = transition_at(table, row)->netns;
		if (known(one))
			found->inode[found->count++] = one.number;
	}
	qsort(found->inode, found->count, sizeof(*found->inode), compare_u64);
	return 0;
}

static struct counts add_up(const struct table *table,
			    const struct inodes *of)
{
	struct counts sum = { 0 };	/* all are absent */
	const struct transition_row *t;
	size_t row;

	for (row = 0; row < table->nrows; row++) {
		t = transition_at(table, row);
		if (known(t->netns) &&
		    bsearch(&t->netns.number, of->inode, of->count,
			    sizeof(*of->inode), compare_u64))
			add_transition(&sum, t);
	}
	return sum;
}

static bool is_unknown(struct value v)
{
	return v.state == VALUE_UNKNOWN;
}

/* A transition has no row before it first occurs: an absent count is 0. */
static bool fell(struct value before, struct value after)
{
	return !is_unknown(before) && !is_unknown(after) &&
	       after.number < before.number;
}

static double growth(struct value before, struct value after)
{
	if (is_unknown(before) || is_unknown(after))
		return (double)NAN;
	return (double)(after.number - before.number);
}

int transition_rates_between(struct transition_rates *rates,
			     const struct table *before,
			     const struct table *after, struct value netns,
			     double seconds)
{
	struct inodes remaining;
	struct counts a, b;
	size_t from, to;
	int err;

	/* The counts of a namespace are gone with it. */
	err = find_inodes(&remaining, after, netns);
	if (err)
		return err;
	a = add_up(before, &remaining);
	b = add_up(after, &remaining);
	*rates = (struct transition_rates){ .known = remaining.count || !before->nrows };
	free(remaining.inode);
	for (from = 0; from < STATES_NCOLUMNS; from++) {
		for (to = 0; to < STATES_NCOLUMNS; to++) {
			if (fell(a.n[from][to], b.n[from][to]))
				rates->known = false;
			rates->per_second[from][to] =
				growth(a.n[from][to], b.n[from][to]) / seconds;
		}
	}
	if (!rates->known)
		snprintf(rates->why_not, sizeof(rates->why_not),
			 "between the two reads %sthe module was reloaded",
			 known(netns) ? "the network namespace ended or " : "");
	return 0;
}

#define ONLY_ROOT "only root can read the transitions"

/* Whether the transitions can be read; if not, sets why_not. */
static bool can_read(struct transition_rates *rates)
{
	struct source source;
	int err = source_probe(&source, SOURCE_TRANSITIONS);

	if (!err)
		return true;
	if (err == -EACCES || err == -EPERM)
		strcpy(rates->why_not, ONLY_ROOT);
	else if (source.variable)
		snprintf(rates->why_not, sizeof(rates->why_not),
			 "there is no %.200s", source.path);
	else if (source_probe(&source, SOURCE_MODULE) == 0)
		strcpy(rates->why_not,
		       "the module was loaded with transitions=0");
	else
		snprintf(rates->why_not, sizeof(rates->why_not),
			 "they are in debugfs, %s", source_debugfs_absence());
	return false;
}

static double seconds_of(struct timespec t)
{
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The time is that before reading: the module takes the counts at open(). */
static int load_transitions(struct loaded *loaded, double *when,
			    struct failure *why)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	*when = seconds_of(now);
	return load(loaded, SOURCE_TRANSITIONS, why);
}

static int measure(struct transition_rates *rates, struct value netns,
		   unsigned int seconds, struct failure *why)
{
	const struct timespec interval = { .tv_sec = (time_t)seconds };
	struct loaded before = { .table = { .nrows = 0 } };
	struct loaded after = { .table = { .nrows = 0 } };
	/* By default they are counted while the file is open. */
	int held = source_hold(SOURCE_TRANSITIONS);
	double begin, end;
	int status;

	status = load_transitions(&before, &begin, why);
	if (!status) {
		nanosleep(&interval, NULL);
		status = load_transitions(&after, &end, why);
	}
	if (!status &&
	    transition_rates_between(rates, &before.table, &after.table, netns,
				     end - begin))
		status = fail(why, EXIT_FAILED, "out of memory");
	if (held >= 0)
		close(held);
	unload(&before);
	unload(&after);
	return status;
}

/* Under lockdown root may access() the file but not open it. */
int transition_rates_measure(struct transition_rates *rates, struct value netns,
			     unsigned int seconds, struct failure *why)
{
	int status;

	*rates = (struct transition_rates){ .known = false };
	if (!can_read(rates))
		return EXIT_OK;
	status = measure(rates, netns, seconds, why);
	if (status != EXIT_NO_PERMISSION)
		return status;
	strcpy(rates->why_not, ONLY_ROOT);
	*why = (struct failure){ "" };
	return EXIT_OK;
}
