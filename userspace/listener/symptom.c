// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "listener/endpoint_states.h"
#include "listener/symptom.h"

/*
 * When a count is suspicious: from least on if it is a share, and from always
 * on.
 */
struct threshold {
	uint64_t least;
	size_t other;			/* a state, or OF_SYN_QUEUE */
	uint64_t share;			/* one in so many of the other */
	uint64_t always;		/* 0: never */
	const char *meaning;
};

#define OF_SYN_QUEUE STATES_NCOLUMNS

#define NO_FINAL_ACK "do not answer the SYN-ACK: a SYN flood, or packets are lost"
#define NO_ACK "do not acknowledge our FIN: they are gone or do not read, or packets are lost"

/* Keep SYMPTOM_HELP in agreement. */
static const struct threshold thresholds[STATES_NCOLUMNS] = {
	[STATES_CLOSE_WAIT] = { 16, STATES_ESTABLISHED, 10, 1000,
		"have closed, but the program has not called close()" },
	[STATES_NEW_SYN_RECV] = { 16, OF_SYN_QUEUE, 2, 0, NO_FINAL_ACK },
	[STATES_FIN_WAIT1] = { 100, STATES_TIME_WAIT, 4, 0, NO_ACK },
	[STATES_FIN_WAIT2] = { 100, STATES_TIME_WAIT, 4, 0,
		"have not closed, though the program here has" },
	[STATES_CLOSING] = { 100, STATES_TIME_WAIT, 4, 0, NO_ACK },
	[STATES_LAST_ACK] = { 100, STATES_ESTABLISHED, 1, 0, NO_ACK },
	[STATES_SYN_SENT] = { 100, STATES_ESTABLISHED, 1, 0,
		"do not answer our SYN: they are down, overloaded or firewalled" },
	[STATES_SYN_RECV] = { 100, STATES_ESTABLISHED, 1, 0, NO_FINAL_ACK },
};

static bool is_share(uint64_t n, uint64_t whole, uint64_t share)
{
	return n >= whole / share + (whole % share != 0);
}

static bool reaches(const struct threshold *t, uint64_t n, struct value other)
{
	if (t->always && n >= t->always)
		return true;
	return n >= t->least && known(other) &&
	       is_share(n, other.number, t->share);
}

/* Skips the total: its parts show more. */
const char *symptom(const struct endpoint_states *endpoint, size_t state)
{
	const struct threshold *t = &thresholds[state];
	struct value n = endpoint->row->value[state];
	struct value other = t->other == OF_SYN_QUEUE ?
			     endpoint->synq_limit :
			     endpoint->row->value[t->other];

	if (endpoint_is(endpoint, "total") || !t->meaning || !known(n))
		return NULL;
	return reaches(t, n.number, other) ? t->meaning : NULL;
}

bool has_symptom(const struct endpoint_states *endpoint)
{
	size_t state;

	for (state = STATES_FIRST; state < STATES_NCOLUMNS; state++)
		if (symptom(endpoint, state))
			return true;
	return false;
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
	const char *meaning;
	size_t state;

	for (state = STATES_FIRST; state < STATES_NCOLUMNS; state++) {
		meaning = symptom(endpoint, state);
		if (!meaning)
			continue;
		print_who(endpoint, with_netns, out);
		fprintf(out, ": %" PRIu64 " in %s: the %s %s\n",
			endpoint->row->value[state].number,
			states_format.columns[state].token, others, meaning);
	}
}

void symptoms_print(const struct states_table *table, FILE *out)
{
	const bool with_netns = states_table_spans_namespaces(table);
	size_t i;

	for (i = 0; i < table->count; i++)
		print_symptoms(&table->endpoint[i], with_netns, out);
}
