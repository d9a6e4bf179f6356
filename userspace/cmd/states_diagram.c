// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "cmd/states_diagram.h"
#include "lib/encoding.h"
#include "lib/exit_status.h"
#include "listener/endpoint_states.h"
#include "listener/transition_rate.h"
#include "view/diagram.h"

static const char *namespaces(const struct states_table *t)
{
	return states_table_spans_namespaces(t) ? "all network namespaces" :
				  "this network namespace";
}

static void print_numbers_of(const struct states_table *t, bool filtered)
{
	if (!filtered)
		printf("Numbers: all TCP sockets of %s.\n", namespaces(t));
	else if (t->count == 1)
		printf("Numbers: %s.\n",
		       text_or_dash(t->endpoint[0].row->local));
	else
		printf("Numbers: the %zu endpoints that match.\n",
		       t->count);
}

static const char explanation[] =
"A socket that enters TIME_WAIT, or FIN_WAIT2 when no program holds it any more,\n"
"is replaced by a smaller one and itself goes to CLOSE. Only that step has a rate:\n"
"smaller sockets have none, nor have half-open connections before the final ACK.\n";

static void print_rates_of(const struct states_table *t,
			   const struct transition_rates *rates,
			   unsigned int interval)
{
	if (!rates->known) {
		printf("No rates: %s.\n", rates->why_not);
		return;
	}
	printf("Rates: all TCP sockets of %s, over the next %u s.\n",
	       namespaces(t), interval);
	fputs(explanation, stdout);
}

static struct value netns_of(const struct states_table *t)
{
	if (!t->count || states_table_spans_namespaces(t))
		return unknown_value();
	return t->endpoint[0].row->netns;
}

int show_diagram(const struct states_table *table, bool filtered,
		 unsigned int interval, struct failure *why)
{
	struct value number[STATES_NCOLUMNS];
	struct transition_rates rates;
	size_t state;
	int status;

	status = transition_rates_measure(&rates, netns_of(table), interval,
					  why);
	if (status)
		return status;
	for (state = 0; state < STATES_NCOLUMNS; state++)
		number[state] = states_table_sum(table, state);
	diagram_print(number, &rates, encoding_is_utf8(), stdout);
	putchar('\n');
	print_numbers_of(table, filtered);
	print_rates_of(table, &rates, interval);
	return EXIT_OK;
}
