// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "entry.h"
#include "failure.h"

static int find_owners(struct entries *e)
{
	const struct table *table = &e->listeners.table;
	const struct listener *l;
	uint64_t *inodes;
	size_t row, n = 0;
	int err;

	inodes = calloc(table->nrows + 1, sizeof(*inodes));
	if (!inodes)
		return -1;
	for (row = 0; row < table->nrows; row++) {
		l = listener_at(table, row);
		if (known(l->inode))
			inodes[n++] = l->inode.number;
	}
	err = owners_find(&e->owners, inodes, n);
	free(inodes);
	return err;
}

static struct entry make_entry(const struct entries *e, size_t row)
{
	const struct listener *l = listener_at(&e->listeners.table, row);
	struct entry entry = { .listener = l };

	if (known(l->local))
		endpoint_parse(l->local.text, &entry.local);
	if (known(l->inode))
		entry.owner = owners_of(&e->owners, l->inode.number);
	return entry;
}

/* Those that compare equal keep the table's order. */
static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = endpoint_compare(&x->local, &y->local);

	if (order)
		return order;
	return (x->listener > y->listener) - (x->listener < y->listener);
}

int entries_load(struct entries *entries, bool with_owners,
		 struct failure *why)
{
	struct entries *e = entries;
	size_t row;
	int status;

	*e = (struct entries){ 0 };
	status = load(&e->listeners, SOURCE_LISTENERS, why);
	if (status)
		return status;
	e->count = e->listeners.table.nrows;
	e->entry = calloc(e->count + 1, sizeof(*e->entry));
	if (!e->entry || (with_owners && find_owners(e)))
		return fail(why, CMD_FAILED, "out of memory");
	for (row = 0; row < e->count; row++)
		e->entry[row] = make_entry(e, row);
	qsort(e->entry, e->count, sizeof(*e->entry), compare_entries);
	return CMD_OK;
}

void entries_free(struct entries *entries)
{
	free(entries->entry);
	owners_free(&entries->owners);
	unload(&entries->listeners);
	*entries = (struct entries){ 0 };
}

void entries_keep(struct entries *entries,
		  bool (*keep)(const struct entry *entry, const void *data),
		  const void *data)
{
	size_t i, n = 0;

	for (i = 0; i < entries->count; i++)
		if (keep(&entries->entry[i], data))
			entries->entry[n++] = entries->entry[i];
	entries->count = n;
}

static size_t first_not_below(const struct entries *e,
			      const struct endpoint *local)
{
	size_t low = 0, high = e->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (endpoint_compare(&e->entry[middle].local, local) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct entry *entries_at(const struct entries *entries,
			       const struct endpoint *local, size_t *count)
{
	size_t first = first_not_below(entries, local), end = first;

	while (end < entries->count &&
	       endpoint_compare(&entries->entry[end].local, local) == 0)
		end++;
	*count = end - first;
	return &entries->entry[first];
}
