// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <string.h>

#include "lib/array.h"
#include "listener/endpoint_states.h"
#include "listener/symptom.h"

/*
 * When a count is suspicious: from least on if the connections in the state are
 * a share, and from always on.
 */
struct symptom {
	const char *id;			/* part of the output: never rename one */
	size_t state;
	size_t part;			/* the column that is counted; or the state */
	size_t but;			/* the column that is not; or the state */
	uint64_t least;
	size_t other;			/* a state, or OF_SYN_QUEUE */
	uint64_t share;			/* one in so many of the other */
	uint64_t always;		/* 0: never */
	const char *meaning;
};

#define OF_SYN_QUEUE STATES_NCOLUMNS

/* Connections in a state, all, of a column, or all but those of a column. */
#define ALL(state) STATES_##state, STATES_##state, STATES_##state
#define ONLY(state, column) STATES_##state, STATES_##column, STATES_##state
#define BUT(state, column) STATES_##state, STATES_##state, STATES_##column

#define NO_FINAL_ACK "do not answer the SYN-ACK: a SYN flood, or packets are lost"
#define NO_ACK "do not acknowledge our FIN: they are gone or do not read, or packets are lost"

/* Keep SYMPTOM_HELP in agreement. */
static const struct symptom symptoms[] = {
	{ "unclosed", BUT(CLOSE_WAIT, unaccepted_closed),
		16, STATES_ESTABLISHED, 10, 1000,
		"have closed, but the program has not called close()" },
	{ "closed-unaccepted", ONLY(CLOSE_WAIT, unaccepted_closed),
		16, STATES_ESTABLISHED, 10, 1000,
		"have closed while they waited for accept(), which has not taken them" },
	{ "half-open-unanswered", BUT(NEW_SYN_RECV, half_open_acked),
		16, OF_SYN_QUEUE, 2, 0, NO_FINAL_ACK },
	{ "half-open-acked", ONLY(NEW_SYN_RECV, half_open_acked),
		16, OF_SYN_QUEUE, 2, 0,
		"have answered the SYN-ACK: the accept queue was full then, or "
		"TCP_DEFER_ACCEPT waits for their data" },
	{ "fin-wait1", ALL(FIN_WAIT1), 100, STATES_TIME_WAIT, 4, 0, NO_ACK },
	{ "fin-wait2", ALL(FIN_WAIT2), 100, STATES_TIME_WAIT, 4, 0,
		"have not closed, though the program here has" },
	{ "closing", ALL(CLOSING), 100, STATES_TIME_WAIT, 4, 0, NO_ACK },
	{ "last-ack", ALL(LAST_ACK), 100, STATES_ESTABLISHED, 1, 0, NO_ACK },
	{ "syn-sent", ALL(SYN_SENT), 100, STATES_ESTABLISHED, 1, 0,
		"do not answer our SYN: they are down, overloaded or firewalled" },
	{ "syn-recv", ALL(SYN_RECV), 100, STATES_ESTABLISHED, 1, 0,
		NO_FINAL_ACK },
};

static bool is_share(uint64_t n, uint64_t whole, uint64_t share)
{
	return n >= whole / share + (whole % share != 0);
}

static bool reaches(const struct symptom *s, uint64_t n, uint64_t all,
		    struct value other)
{
	if (s->always && n >= s->always)
		return true;
	return n >= s->least && known(other) &&
	       is_share(all, other.number, s->share);
}

/* Tables of older modules do not tell the parts of a state. */
static struct value count_of(const struct symptom *s,
			     const struct states_row *row)
{
	struct value n = row->value[s->part];

	if (s->but != s->state && known(n) && known(row->value[s->but]))
		n.number -= row->value[s->but].number < n.number ?
			    row->value[s->but].number : n.number;
	return n;
}

/* Skips the total: its parts show more. */
static bool applies(const struct symptom *s,
		    const struct endpoint_states *endpoint)
{
	const struct states_row *row = endpoint->row;
	struct value n = count_of(s, row);
	struct value other = s->other == OF_SYN_QUEUE ?
			     endpoint->synq_limit : row->value[s->other];

	if (endpoint_is(endpoint, "total") || !known(n))
		return false;
	return reaches(s, n.number, row->value[s->state].number, other);
}

bool is_symptom(const struct endpoint_states *endpoint, size_t state)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(symptoms); i++)
		if (symptoms[i].state == state &&
		    applies(&symptoms[i], endpoint))
			return true;
	return false;
}

bool has_symptom(const struct endpoint_states *endpoint)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(symptoms); i++)
		if (applies(&symptoms[i], endpoint))
			return true;
	return false;
}

const char *symptoms_text(const struct endpoint_states *endpoint,
			  char buf[CELL_SIZE])
{
	size_t i;

	*buf = '\0';
	for (i = 0; i < ARRAY_SIZE(symptoms); i++) {
		if (!applies(&symptoms[i], endpoint))
			continue;
		if (*buf)
			strcat(buf, ",");
		strcat(buf, symptoms[i].id);
	}
	return *buf ? buf : NULL;
}

static void print_who(const struct endpoint_states *endpoint, bool with_netns,
		      FILE *out)
{
	const struct states_row *states = endpoint->row;
	const char *name = owner_name(endpoint->owner);

	if (endpoint_is(endpoint, "none"))
		fputs("no listener", out);
	else if (!known(states->local))
		fputs("closed listeners", out);
	else
		fprintf(out, "%s%s", states->local.text,
			endpoint_is(endpoint, "closed") ? " (closed)" : "");
	if (endpoint->owner.count)
		fprintf(out, " (pid %d%s%s)", endpoint->owner.holders[0].pid,
			name ? ", " : "", name ?: "");
	if (with_netns && known(states->netns))
		fprintf(out, " in netns %" PRIu64, states->netns.number);
}

static void print_symptoms(const struct endpoint_states *endpoint,
			   bool with_netns, FILE *out)
{
	const char *others = endpoint_is(endpoint, "none") ? "other ends"
							   : "clients";
	const struct symptom *s;

	for (s = symptoms; s < symptoms + ARRAY_SIZE(symptoms); s++) {
		if (!applies(s, endpoint))
			continue;
		print_who(endpoint, with_netns, out);
		fprintf(out, ": %" PRIu64 " in %s: the %s %s\n",
			count_of(s, endpoint->row).number,
			states_format.columns[s->state].token, others,
			s->meaning);
	}
}

void symptoms_print(const struct states_table *table, FILE *out)
{
	const bool with_netns = states_table_spans_namespaces(table);
	size_t i;

	for (i = 0; i < table->count; i++)
		print_symptoms(&table->endpoint[i], with_netns, out);
}
