// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "lib/array.h"
#include "table/table.h"

/*
 * Only a DROP has arguments behind help: the packet, and the kernel's counter.
 */
#define COLUMN_OF(name, column_kind, sentence, ...)			\
	{ .token = #name, .kind = KIND_##column_kind, .help = sentence,	\
	  LQ_IF_DROP(column_kind)(DROP_PACKET(__VA_ARGS__)) },
#define DROP_PACKET(name, counter) .packet = PACKET_##name

#define DEFINE_TABLE(name, title, COLUMNS)				\
static const struct column_format name##_columns[] = {			\
	COLUMNS(COLUMN_OF)						\
};									\
									\
_Static_assert(sizeof(struct name##_row) ==				\
	       ARRAY_SIZE(name##_columns) * sizeof(struct value),	\
	       "a row is its values and nothing else");			\
									\
const struct table_format name##_format = {				\
	"listenq-" title, name##_columns, ARRAY_SIZE(name##_columns),	\
};

DEFINE_TABLE(listener, "listeners", LQ_LISTENER_COLUMNS)
DEFINE_TABLE(latency, "latency", LQ_LATENCY_COLUMNS)
DEFINE_TABLE(states, "states", LQ_STATES_COLUMNS)
DEFINE_TABLE(drop, "drops", LQ_DROP_COLUMNS)
DEFINE_TABLE(client, "clients", LQ_CLIENT_COLUMNS)
DEFINE_TABLE(connection, "connections", LQ_CONNECTION_COLUMNS)
DEFINE_TABLE(episode, "episodes", LQ_EPISODE_COLUMNS)
DEFINE_TABLE(transition, "transitions", LQ_TRANSITION_COLUMNS)
DEFINE_TABLE(netstat, "netstat", LQ_NETSTAT_COLUMNS)
DEFINE_TABLE(probe, "probes", LQ_PROBE_COLUMNS)
DEFINE_TABLE(module, "module", LQ_MODULE_COLUMNS)

void table_free(struct table *table)
{
	free(table->values);
	*table = (struct table){ 0 };
}

struct value value_at(const struct table *table, size_t row, size_t column)
{
	return table->values[row * table->format->ncolumns + column];
}

const void *row_at(const struct table *table, size_t row)
{
	return &table->values[row * table->format->ncolumns];
}

struct value listener_drops(const struct listener_row *l)
{
	struct value sum = { .number = 0, .state = VALUE_ABSENT };
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (listener_columns[i].kind == KIND_DROP)
			value_add(&sum, l->value[i]);
	return sum;
}

struct value listener_syn_drops(const struct listener_row *l)
{
	struct value sum = { .number = 0, .state = VALUE_ABSENT };
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (listener_columns[i].packet == PACKET_SYN)
			value_add(&sum, l->value[i]);
	return sum;
}

bool listener_cookies_by_choice(const struct listener_row *l)
{
	return none(l->synq_limit) && some(l->backlog);
}
