// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/listener_latency.h"
#include "proc/sysctl.h"
#include "table/table.h"

static struct listener_latency make_latency(const struct latency_table *table,
					    size_t i)
{
	const struct latency_row *row = latency_at(&table->loaded.table, i);
	struct listener_latency latency = {
		.row = row, .histogram = latency_histogram_of(row),
	};

	latency.listener.local = value_endpoint(row->local);
	latency.listener.netns = row->netns;
	if (known(row->inode))
		latency.listener.owner = owners_of(&table->owners,
						   row->inode.number);
	return latency;
}

/* Keeps the table's order of equal ones. */
static int compare_rows(const void *a, const void *b)
{
	const struct listener_latency *x = a, *y = b;
	int order = endpoint_compare(&x->listener.local, &y->listener.local);

	return order ?: COMPARE(x->row, y->row);
}

int latency_table_load(struct latency_table *table, enum owners_wanted wanted,
		       struct failure *why)
{
	size_t i;
	int status;

	*table = (struct latency_table){ 0 };
	status = load(&table->loaded, SOURCE_LATENCY, why);
	if (status)
		return status;
	table->count = table->loaded.table.nrows;
	table->latency = calloc(table->count + 1, sizeof(*table->latency));
	if (!table->latency || owners_find(&table->owners, &table->loaded.table,
					   LATENCY_inode, wanted, NULL))
		return fail(why, EXIT_FAILED, "out of memory");
	for (i = 0; i < table->count; i++)
		table->latency[i] = make_latency(table, i);
	qsort(table->latency, table->count, sizeof(*table->latency),
	      compare_rows);
	return EXIT_OK;
}

void latency_table_free(struct latency_table *table)
{
	free(table->latency);
	owners_free(&table->owners);
	unload(&table->loaded);
	*table = (struct latency_table){ 0 };
}

void latency_table_keep_own_netns(struct latency_table *table)
{
	struct value netns;
	size_t i, n = 0;

	if (table->loaded.source.variable)
		return;
	netns = sysctls_read().netns;
	for (i = 0; i < table->count; i++)
		if (!are_different(table->latency[i].row->netns, netns))
			table->latency[n++] = table->latency[i];
	table->count = n;
}

int latency_table_keep(struct latency_table *table, struct filters *filters,
		       struct failure *why)
{
	size_t i, n = 0;

	if (filters_learn_namespaces(filters, &table->loaded.table,
				     LATENCY_netns))
		return fail(why, EXIT_FAILED, "out of memory");
	for (i = 0; i < table->count; i++)
		if (filters_match(filters, &table->latency[i].listener))
			table->latency[n++] = table->latency[i];
	table->count = n;
	return EXIT_OK;
}
