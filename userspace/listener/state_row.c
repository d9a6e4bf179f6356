// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/state_row.h"

bool tally_is(const struct tally *tally, const char *row)
{
	return is_text(tally->states->row, row);
}

static void add_listener(struct tally *tally, const struct listener *listener)
{
	value_add(&tally->synq_limit, listener->row->synq_limit);
	if (owner_before(listener->owner, tally->owner))
		tally->owner = listener->owner;
}

/* Whether any of the listeners at its endpoint is asked for. */
static bool add_listeners(struct tally *tally,
			  const struct listeners *listeners,
			  const struct filters *filters)
{
	bool asked = false;
	size_t i, n;
	const struct listener *listener = listeners_at(listeners, &tally->local,
						       &n);

	for (i = 0; i < n; i++) {
		if (are_different(listener[i].row->netns,
				  tally->states->netns))
			continue;
		add_listener(tally, &listener[i]);
		asked = asked || filters_match(filters, &listener[i]);
	}
	return asked;
}

/* What a closed listener left is not that of the next one there. */
static bool make_tally(struct tally *tally, const struct listeners *listeners,
		       const struct filters *filters)
{
	struct listener bare = { .row = NULL };
	bool asked = false;

	tally->local = value_endpoint(tally->states->local);
	bare.local = tally->local;
	if (tally_is(tally, "listener"))
		asked = add_listeners(tally, listeners, filters);
	return asked || filters_match(filters, &bare);
}

/* Endpoints, what closed ones left nobody knows where, the rest, the total. */
static int rank(const struct tally *tally)
{
	if (known(tally->states->local))
		return 0;
	if (tally_is(tally, "closed"))
		return 1;
	return tally_is(tally, "total") ? 3 : 2;
}

/* Those that compare equal keep the table's order. */
static int compare_tallies(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	int order = COMPARE(x->states->netns.number,
			    y->states->netns.number);

	if (!order)
		order = rank(x) - rank(y);
	if (!order)
		order = endpoint_compare(&x->local, &y->local);
	return order ?: COMPARE(x->states, y->states);
}

static int make_tallies(struct tallies *t, const struct filters *filters,
			struct failure *why)
{
	const struct table *table = &t->states.table;
	size_t row;

	t->tally = calloc(table->nrows + 1, sizeof(*t->tally));
	if (!t->tally)
		return fail(why, EXIT_FAILED, "out of memory");
	for (row = 0; row < table->nrows; row++) {
		t->tally[t->count] = (struct tally){
			.states = states_at(table, row),
		};
		if (make_tally(&t->tally[t->count], &t->listeners, filters))
			t->count++;
	}
	qsort(t->tally, t->count, sizeof(*t->tally), compare_tallies);
	return filters_check_matched(filters, t->count,
				     t->listeners.owners.denied, why);
}

int tallies_load(struct tallies *tallies, const struct filters *filters,
		 enum owners_wanted wanted, struct failure *why)
{
	int status;

	*tallies = (struct tallies){ .count = 0 };
	status = listeners_load(&tallies->listeners, wanted, why);
	if (!status)
		status = load(&tallies->states, SOURCE_STATES, why);
	if (!status)
		status = make_tallies(tallies, filters, why);
	return status;
}

void tallies_free(struct tallies *tallies)
{
	free(tallies->tally);
	unload(&tallies->states);
	listeners_free(&tallies->listeners);
	*tallies = (struct tallies){ .count = 0 };
}

bool tallies_mixed(const struct tallies *tallies)
{
	size_t i;

	for (i = 1; i < tallies->count; i++)
		if (are_different(tallies->tally[i].states->netns,
				  tallies->tally[i - 1].states->netns))
			return true;
	return false;
}

struct value tallies_sum(const struct tallies *tallies, size_t state)
{
	struct value sum = { .number = 0, .state = VALUE_ABSENT };
	size_t i;

	for (i = 0; i < tallies->count; i++)
		if (!tally_is(&tallies->tally[i], "total"))
			value_add(&sum,
				  tallies->tally[i].states->value[state]);
	return sum;
}
