// SPDX-License-Identifier: GPL-2.0-only

#include "listener/filter.h"
#include "listener/listener.h"
#include "metrics/column_metric.h"
#include "metrics/state_metrics.h"

static const struct family family = {
	"listenq_connections", METRIC_GAUGE, NULL,
	"connections by TCP state: of a listening endpoint (row \"listener\"), of "
	"closed listeners (\"closed\"), of no listener (\"none\"); absent if there are none",
};

/* zeros: also states that no connection is in. */
static void put_row(struct exposition *e, const struct states_row *s,
		    const char *row, struct value local, bool zeros)
{
	char netns[NUMBER_SIZE];
	struct labels labels;
	size_t i;

	for (i = STATES_FIRST; i < STATES_END; i++) {
		if (!known(s->value[i]) ||
		    (!zeros && none(s->value[i]) && i != STATES_ESTABLISHED))
			continue;
		labels_begin(&labels);
		labels_add_number(&labels, "netns", s->netns, netns);
		labels_add_text(&labels, "local", local);
		labels_add(&labels, "row", row);
		labels_add(&labels, "state", states_format.columns[i].token);
		exposition_sample(e, "", &labels, s->value[i].number, 1);
	}
}

static bool same_netns(const struct states_row *a, const struct states_row *b)
{
	return a->netns.state == b->netns.state &&
	       (!known(a->netns) || a->netns.number == b->netns.number);
}

/* Writes the sum of all closed listeners of a namespace; row is their first. */
static void put_closed(struct exposition *e, const struct table *table,
		       size_t row, bool zeros)
{
	struct states_row sum = *states_at(table, row);
	size_t i;

	while (++row < table->nrows) {
		const struct states_row *s = states_at(table, row);

		if (!is_text(s->row, "closed") || !same_netns(s, &sum))
			continue;
		for (i = STATES_FIRST; i < STATES_END; i++)
			value_add(&sum.value[i], s->value[i]);
	}
	put_row(e, &sum, "closed", (struct value){ .state = VALUE_ABSENT },
		zeros);
}

/* Searches backwards, because the rows of a namespace stand together. */
static bool is_first_closed(const struct table *table, size_t row)
{
	const struct states_row *s = states_at(table, row);

	while (row--)
		if (is_text(states_at(table, row)->row, "closed") &&
		    same_netns(states_at(table, row), s))
			return false;
	return true;
}

static bool is_wanted(const struct states_row *s, const struct filters *filters)
{
	struct listener bare = {
		.local = value_endpoint(s->local), .netns = s->netns,
	};

	return !filters_given(filters) || filters_match(filters, &bare);
}

void state_metrics(struct exposition *e, const struct table *states,
		   const struct filters *filters, bool zeros)
{
	const struct states_row *s;
	size_t row;

	exposition_family(e, &family);
	for (row = 0; row < states->nrows; row++) {
		s = states_at(states, row);
		if (!is_wanted(s, filters))
			continue;
		if (is_text(s->row, "listener"))
			put_row(e, s, "listener", s->local, zeros);
		else if (is_text(s->row, "none"))
			put_row(e, s, "none", s->local, zeros);
		else if (is_text(s->row, "closed") &&
			 is_first_closed(states, row))
			put_closed(e, states, row, zeros);
	}
}
