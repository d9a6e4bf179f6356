// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/latency_row.h"
#include "proc/sysctl.h"
#include "table/table.h"

static struct wait_row make_row(const struct wait_rows *rows, size_t i)
{
	const struct latency_row *l = latency_at(&rows->table.table, i);
	struct wait_row row = { .latency = l, .waits = waits_of(l) };

	row.listener.local = value_endpoint(l->local);
	if (known(l->inode))
		row.listener.owner = owners_of(&rows->owners, l->inode.number);
	return row;
}

/* Those that compare equal keep the table's order. */
static int compare_rows(const void *a, const void *b)
{
	const struct wait_row *x = a, *y = b;
	int order = endpoint_compare(&x->listener.local, &y->listener.local);

	return order ?: COMPARE(x->latency, y->latency);
}

int wait_rows_load(struct wait_rows *rows, enum owners_wanted wanted,
		   struct failure *why)
{
	size_t i;
	int status;

	*rows = (struct wait_rows){ 0 };
	status = load(&rows->table, SOURCE_LATENCY, why);
	if (status)
		return status;
	rows->count = rows->table.table.nrows;
	rows->row = calloc(rows->count + 1, sizeof(*rows->row));
	if (!rows->row || owners_find(&rows->owners, &rows->table.table,
				      LATENCY_inode, wanted, NULL))
		return fail(why, EXIT_FAILED, "out of memory");
	for (i = 0; i < rows->count; i++)
		rows->row[i] = make_row(rows, i);
	qsort(rows->row, rows->count, sizeof(*rows->row), compare_rows);
	return EXIT_OK;
}

void wait_rows_free(struct wait_rows *rows)
{
	free(rows->row);
	owners_free(&rows->owners);
	unload(&rows->table);
	*rows = (struct wait_rows){ 0 };
}

void wait_rows_keep_ours(struct wait_rows *rows)
{
	struct value netns;
	size_t i, n = 0;

	if (rows->table.source.variable)
		return;
	netns = knobs_read().netns;
	for (i = 0; i < rows->count; i++)
		if (!are_different(rows->row[i].latency->netns, netns))
			rows->row[n++] = rows->row[i];
	rows->count = n;
}

void wait_rows_keep(struct wait_rows *rows, const struct filters *filters)
{
	size_t i, n = 0;

	for (i = 0; i < rows->count; i++)
		if (filters_match(filters, &rows->row[i].listener))
			rows->row[n++] = rows->row[i];
	rows->count = n;
}
