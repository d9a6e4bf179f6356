// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/endpoint_states.h"

bool endpoint_is(const struct endpoint_states *endpoint, const char *row)
{
	return is_text(endpoint->row->row, row);
}

static void add_listener(struct endpoint_states *endpoint,
			 const struct listener *listener)
{
	value_add(&endpoint->synq_limit, listener->row->synq_limit);
	if (owner_before(listener->owner, endpoint->owner))
		endpoint->owner = listener->owner;
}

/*
 * Adds up the listeners at the endpoint. Returns how many there are, and in
 * *matched whether one matches.
 */
static size_t add_listeners(struct endpoint_states *endpoint,
			    const struct listeners *listeners,
			    const struct filters *filters, bool *matched)
{
	size_t i, n, found = 0;
	const struct listener *listener = listeners_at(listeners,
						       &endpoint->local, &n);

	for (i = 0; i < n; i++) {
		if (are_different(listener[i].row->netns,
				  endpoint->row->netns))
			continue;
		found++;
		add_listener(endpoint, &listener[i]);
		*matched = *matched || filters_match(filters, &listener[i]);
	}
	return found;
}

/*
 * Returns whether the row matches. Only a listener's row has listeners: those
 * that listen at the endpoint of a closed one now are others.
 */
static bool make_endpoint(struct endpoint_states *endpoint,
			  const struct listeners *listeners,
			  const struct filters *filters)
{
	struct listener bare = { .row = NULL };
	bool matched = false;
	size_t n = 0;

	endpoint->local = value_endpoint(endpoint->row->local);
	bare.local = endpoint->local;
	bare.netns = endpoint->row->netns;
	if (endpoint_is(endpoint, "listener"))
		n = add_listeners(endpoint, listeners, filters, &matched);
	return n ? matched : filters_match(filters, &bare);
}

/*
 * Ranks rows: with an endpoint, of closed listeners without one, none, total.
 */
static int rank(const struct endpoint_states *endpoint)
{
	if (known(endpoint->row->local))
		return 0;
	if (endpoint_is(endpoint, "closed"))
		return 1;
	return endpoint_is(endpoint, "total") ? 3 : 2;
}

/* Keeps the table's order of equal ones. */
static int compare_endpoints(const void *a, const void *b)
{
	const struct endpoint_states *x = a, *y = b;
	int order = COMPARE(x->row->netns.number,
			    y->row->netns.number);

	if (!order)
		order = rank(x) - rank(y);
	if (!order)
		order = endpoint_compare(&x->local, &y->local);
	return order ?: COMPARE(x->row, y->row);
}

static int make_endpoints(struct states_table *t, const struct filters *filters,
			  struct failure *why)
{
	const struct table *table = &t->loaded.table;
	size_t row;

	t->endpoint = calloc(table->nrows + 1, sizeof(*t->endpoint));
	if (!t->endpoint)
		return fail(why, EXIT_FAILED, "out of memory");
	for (row = 0; row < table->nrows; row++) {
		t->endpoint[t->count] = (struct endpoint_states){
			.row = states_at(table, row),
		};
		if (make_endpoint(&t->endpoint[t->count], &t->listeners,
				  filters))
			t->count++;
	}
	qsort(t->endpoint, t->count, sizeof(*t->endpoint), compare_endpoints);
	return filters_check_matched(filters, t->count,
				     t->listeners.owners.denied, why);
}

int states_table_load(struct states_table *table, struct filters *filters,
		      enum owners_wanted wanted, struct failure *why)
{
	int status;

	*table = (struct states_table){ .count = 0 };
	status = filters_load_listeners(filters, &table->listeners, wanted,
					NULL, why);
	if (!status)
		status = load(&table->loaded, filters->all_namespaces ?
			      SOURCE_ALL_STATES : SOURCE_STATES, why);
	if (!status && filters_learn_namespaces(filters, &table->loaded.table,
						STATES_netns))
		status = fail(why, EXIT_FAILED, "out of memory");
	if (!status)
		status = make_endpoints(table, filters, why);
	return status;
}

void states_table_free(struct states_table *table)
{
	free(table->endpoint);
	unload(&table->loaded);
	listeners_free(&table->listeners);
	*table = (struct states_table){ .count = 0 };
}

bool states_table_spans_namespaces(const struct states_table *table)
{
	size_t i;

	for (i = 1; i < table->count; i++)
		if (are_different(table->endpoint[i].row->netns,
				  table->endpoint[i - 1].row->netns))
			return true;
	return false;
}

struct value states_table_sum(const struct states_table *table, size_t state)
{
	struct value sum = { .number = 0, .state = VALUE_ABSENT };
	size_t i;

	for (i = 0; i < table->count; i++)
		if (!endpoint_is(&table->endpoint[i], "total"))
			value_add(&sum,
				  table->endpoint[i].row->value[state]);
	return sum;
}
