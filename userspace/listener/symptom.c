// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "listener/state_row.h"
#include "listener/symptom.h"

/* Suspicious: so many, and a share of another number; or always that many. */
struct rule {
	uint64_t least;
	size_t other;			/* a state, or OF_SYN_QUEUE */
	uint64_t share;			/* one in this many of it */
	uint64_t always;		/* 0: never */
	const char *meaning;
};

#define OF_SYN_QUEUE STATES_NCOLUMNS

#define NO_FINAL_ACK "do not answer the SYN-ACK: a SYN flood, or packets get lost"
#define NO_ACK "do not acknowledge our FIN: they are gone, or packets get lost"

/* SYMPTOM_HELP says the same in words. */
static const struct rule rules[STATES_NCOLUMNS] = {
	[STATES_CLOSE_WAIT] = { 16, STATES_ESTABLISHED, 10, 1000,
		"have closed, the program has not called close()" },
	[STATES_NEW_SYN_RECV] = { 16, OF_SYN_QUEUE, 2, 0, NO_FINAL_ACK },
	[STATES_FIN_WAIT1] = { 100, STATES_TIME_WAIT, 4, 0, NO_ACK },
	[STATES_FIN_WAIT2] = { 100, STATES_TIME_WAIT, 4, 0,
		"do not close, though the program here has" },
	[STATES_CLOSING] = { 100, STATES_TIME_WAIT, 4, 0, NO_ACK },
	[STATES_LAST_ACK] = { 100, STATES_ESTABLISHED, 1, 0, NO_ACK },
	[STATES_SYN_SENT] = { 100, STATES_ESTABLISHED, 1, 0,
		"do not answer our SYN: they are down, full or filtered" },
	[STATES_SYN_RECV] = { 100, STATES_ESTABLISHED, 1, 0, NO_FINAL_ACK },
};

static bool is_share(uint64_t n, uint64_t whole, uint64_t share)
{
	return n >= whole / share + (whole % share != 0);
}

static bool breaks(const struct rule *rule, uint64_t n, struct value other)
{
	if (rule->always && n >= rule->always)
		return true;
	return n >= rule->least && known(other) &&
	       is_share(n, other.number, rule->share);
}

/* The total says nothing that its parts do not say better. */
const char *symptom(const struct tally *tally, size_t state)
{
	const struct rule *rule = &rules[state];
	struct value n = tally->states->value[state];
	struct value other = rule->other == OF_SYN_QUEUE ? tally->synq_limit :
			     tally->states->value[rule->other];

	if (tally_is(tally, "total") || !rule->meaning || !known(n))
		return NULL;
	return breaks(rule, n.number, other) ? rule->meaning : NULL;
}

bool has_symptom(const struct tally *tally)
{
	size_t state;

	for (state = STATES_FIRST; state < STATES_NCOLUMNS; state++)
		if (symptom(tally, state))
			return true;
	return false;
}

static void print_who(const struct tally *tally, bool with_netns, FILE *out)
{
	const struct states_row *states = tally->states;
	const char *name = owner_name(tally->owner);

	if (tally_is(tally, "none"))
		fputs("no listener", out);
	else if (!known(states->local))
		fputs("closed listeners", out);
	else
		fprintf(out, "%s%s", states->local.text,
			tally_is(tally, "closed") ? " (closed)" : "");
	if (tally->owner.count)
		fprintf(out, " (pid %d%s%s)", tally->owner.holders[0].pid,
			name ? ", " : "", name ?: "");
	if (with_netns && known(states->netns))
		fprintf(out, " in netns %" PRIu64, states->netns.number);
}

static void print_symptoms(const struct tally *tally, bool with_netns,
			   FILE *out)
{
	const char *others = tally_is(tally, "none") ? "other ends" : "clients";
	const char *meaning;
	size_t state;

	for (state = STATES_FIRST; state < STATES_NCOLUMNS; state++) {
		meaning = symptom(tally, state);
		if (!meaning)
			continue;
		print_who(tally, with_netns, out);
		fprintf(out, ": %" PRIu64 " in %s: the %s %s\n",
			tally->states->value[state].number,
			states_format.columns[state].token, others, meaning);
	}
}

void symptoms_print(const struct tallies *tallies, FILE *out)
{
	const bool with_netns = tallies_mixed(tallies);
	size_t i;

	for (i = 0; i < tallies->count; i++)
		print_symptoms(&tallies->tally[i], with_netns, out);
}
