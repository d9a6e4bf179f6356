// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "cmd/states_diagram.h"
#include "lib/encoding.h"
#include "lib/exit_status.h"
#include "listener/state_row.h"
#include "listener/transition_rate.h"
#include "view/diagram.h"

static const char *namespaces(const struct tallies *t)
{
	return tallies_mixed(t) ? "all network namespaces" :
				  "this network namespace";
}

static void print_numbers_of(const struct tallies *t, bool filtered)
{
	if (!filtered)
		printf("Numbers: all TCP sockets of %s.\n", namespaces(t));
	else if (t->count == 1)
		printf("Numbers: %s.\n",
		       text_or_dash(t->tally[0].states->local));
	else
		printf("Numbers: the %zu endpoints that match.\n",
		       t->count);
}

static const char explanation[] =
"A socket that goes to TIME_WAIT, or that no program holds any more in FIN_WAIT2,\n"
"is replaced by a small one and goes to CLOSE itself. Only that step has a rate:\n"
"small sockets have none, nor have half-open connections before the final ACK.\n";

static void print_rates_of(const struct tallies *t, const struct rates *rates,
			   unsigned int interval)
{
	if (!rates->known) {
		printf("No rates: %s.\n", rates->why_not);
		return;
	}
	printf("Rates: all TCP sockets of %s, in the %u s after that.\n",
	       namespaces(t), interval);
	fputs(explanation, stdout);
}

static struct value netns_of(const struct tallies *t)
{
	if (!t->count || tallies_mixed(t))
		return unknown_value();
	return t->tally[0].states->netns;
}

int show_diagram(const struct tallies *tallies, bool filtered,
		 unsigned int interval, struct failure *why)
{
	struct value number[STATES_NCOLUMNS];
	struct rates rates;
	size_t state;
	int status;

	status = rates_measure(&rates, netns_of(tallies), interval, why);
	if (status)
		return status;
	for (state = 0; state < STATES_NCOLUMNS; state++)
		number[state] = tallies_sum(tallies, state);
	diagram_print(number, &rates, encoding_is_utf8(), stdout);
	putchar('\n');
	print_numbers_of(tallies, filtered);
	print_rates_of(tallies, &rates, interval);
	return EXIT_OK;
}
