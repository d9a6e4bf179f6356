// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "table/table.h"

#define COLUMN(token, kind, help) { #token, KIND_##kind, help },

static const struct column_format listener_columns[] = {
	LQ_LISTENER_COLUMNS(COLUMN)
};

static const struct column_format states_columns[] = {
	LQ_STATES_COLUMNS(COLUMN)
};

static const struct column_format transition_columns[] = {
	LQ_TRANSITION_COLUMNS(COLUMN)
};

static const struct column_format netstat_columns[] = {
	LQ_NETSTAT_COLUMNS(COLUMN)
};

static const struct column_format probe_columns[] = {
	LQ_PROBE_COLUMNS(COLUMN)
};

static const struct column_format module_columns[] = {
	LQ_MODULE_COLUMNS(COLUMN)
};

static const struct column_format drop_columns[] = {
	LQ_DROP_COLUMNS(COLUMN)
};

static const struct column_format latency_columns[] = {
	LQ_LATENCY_COLUMNS(COLUMN)
};

#define FORMAT(table, its_columns) {					\
	.name = table,							\
	.columns = its_columns,						\
	.ncolumns = sizeof(its_columns) / sizeof(its_columns[0]),	\
}

const struct table_format listener_format =
	FORMAT("listenq-listeners", listener_columns);
const struct table_format states_format =
	FORMAT("listenq-states", states_columns);
const struct table_format transition_format =
	FORMAT("listenq-transitions", transition_columns);
const struct table_format netstat_format =
	FORMAT("listenq-netstat", netstat_columns);
const struct table_format probe_format =
	FORMAT("listenq-probes", probe_columns);
const struct table_format module_format =
	FORMAT("listenq-module", module_columns);
const struct table_format drop_format =
	FORMAT("listenq-drops", drop_columns);
const struct table_format latency_format =
	FORMAT("listenq-latency", latency_columns);

#define ASSERT_ROW(row, its_columns)					\
	_Static_assert(sizeof(row) / sizeof(struct value) ==		\
		       sizeof(its_columns) / sizeof(its_columns[0]),	\
		       "a row is its values and nothing else")

ASSERT_ROW(struct listener, listener_columns);
ASSERT_ROW(struct states, states_columns);
ASSERT_ROW(struct transition, transition_columns);
ASSERT_ROW(struct netstat_row, netstat_columns);
ASSERT_ROW(struct probe, probe_columns);
ASSERT_ROW(struct module, module_columns);
ASSERT_ROW(struct drop, drop_columns);
ASSERT_ROW(struct latency, latency_columns);

void table_free(struct table *table)
{
	free(table->values);
	*table = (struct table){ 0 };
}

struct value value_at(const struct table *table, size_t row, size_t column)
{
	return table->values[row * table->format->ncolumns + column];
}

static const void *values_at(const struct table *table, size_t row)
{
	return &table->values[row * table->format->ncolumns];
}

const struct listener *listener_at(const struct table *table, size_t row)
{
	return values_at(table, row);
}

const struct states *states_at(const struct table *table, size_t row)
{
	return values_at(table, row);
}

const struct transition *transition_at(const struct table *table, size_t row)
{
	return values_at(table, row);
}

const struct netstat_row *netstat_row_at(const struct table *table, size_t row)
{
	return values_at(table, row);
}

const struct probe *probe_at(const struct table *table, size_t row)
{
	return values_at(table, row);
}

const struct module *module_at(const struct table *table, size_t row)
{
	return values_at(table, row);
}

const struct drop *drop_at(const struct table *table, size_t row)
{
	return values_at(table, row);
}

const struct latency *latency_at(const struct table *table, size_t row)
{
	return values_at(table, row);
}

void value_add(struct value *sum, struct value v)
{
	if (v.state == VALUE_ABSENT)
		return;
	if (!known(v)) {
		sum->state = VALUE_UNKNOWN;
		return;
	}
	if (sum->state == VALUE_ABSENT)
		sum->state = VALUE_KNOWN;
	if (__builtin_add_overflow(sum->number, v.number, &sum->number))
		sum->number = UINT64_MAX;
}

struct value listener_drops(const struct listener *l)
{
	struct value sum = { .number = 0, .state = VALUE_ABSENT };
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (listener_columns[i].kind == KIND_DROP)
			value_add(&sum, l->value[i]);
	return sum;
}

bool listener_cookies_by_choice(const struct listener *l)
{
	return known(l->synq_limit) && !l->synq_limit.number &&
	       known(l->backlog) && l->backlog.number;
}
