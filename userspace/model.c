// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "model.h"

static const struct column_format listener_columns[] = {
#define X(token, kind, help) { #token, KIND_##kind, help },
	LQ_LISTENER_COLUMNS(X)
#undef X
};

const struct table_format listener_format = {
	.name = "listenq-listeners",
	.columns = listener_columns,
	.ncolumns = LISTENER_NCOLUMNS,
};

_Static_assert(sizeof(struct listener) ==
	       sizeof(struct value) * LISTENER_NCOLUMNS,
	       "a listener is a row of values and nothing else");

void table_free(struct table *table)
{
	free(table->values);
	*table = (struct table){ 0 };
}

const struct listener *listener_at(const struct table *table, size_t row)
{
	return (const struct listener *)&table->values[row * LISTENER_NCOLUMNS];
}

static void add(struct value *sum, struct value v)
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

struct value listener_refused(const struct listener *l)
{
	struct value sum = { .number = 0, .state = VALUE_ABSENT };
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (listener_columns[i].kind == KIND_REFUSED)
			add(&sum, l->value[i]);
	return sum;
}
