// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "listener/listener.h"

static struct entry make_entry(const struct entries *e, size_t row)
{
	const struct listener_row *l = listener_at(&e->listeners.table, row);
	struct entry entry = { .listener = l };

	entry.local = value_endpoint(l->local);
	if (known(l->inode))
		entry.owner = owners_of(&e->owners, l->inode.number);
	return entry;
}

/* Those that compare equal keep the table's order. */
static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = endpoint_compare(&x->local, &y->local);

	return order ?: COMPARE(x->listener, y->listener);
}

/* What is in order is left alone: one look is a tenth of what it takes. */
static void sort(struct entries *e,
		 int (*compare)(const void *a, const void *b))
{
	size_t i;

	for (i = 1; i < e->count; i++)
		if (compare(&e->entry[i - 1], &e->entry[i]) > 0)
			break;
	if (i < e->count)
		qsort(e->entry, e->count, sizeof(*e->entry), compare);
}

static int make_entries(struct entries *e, enum owners_wanted wanted,
			const struct owners *before, struct failure *why)
{
	size_t row;

	e->count = e->listeners.table.nrows;
	e->entry = calloc(e->count + 1, sizeof(*e->entry));
	if (!e->entry || owners_find(&e->owners, &e->listeners.table,
				     LISTENER_inode, wanted, before))
		return fail(why, EXIT_FAILED, "out of memory");
	for (row = 0; row < e->count; row++)
		e->entry[row] = make_entry(e, row);
	sort(e, compare_entries);
	return EXIT_OK;
}

int entries_load_from(struct entries *entries, enum source_file file,
		      enum owners_wanted wanted, const struct owners *before,
		      struct failure *why)
{
	int status;

	*entries = (struct entries){ 0 };
	status = load(&entries->listeners, file, why);
	return status ?: make_entries(entries, wanted, before, why);
}

int entries_load_without_module(struct entries *entries,
				enum owners_wanted wanted, struct failure *why)
{
	int status;

	*entries = (struct entries){ 0 };
	status = load_without_module(&entries->listeners, why);
	return status ?: make_entries(entries, wanted, NULL, why);
}

int entries_load(struct entries *entries, enum owners_wanted wanted,
		 struct failure *why)
{
	return entries_load_from(entries, SOURCE_LISTENERS, wanted, NULL, why);
}

void entries_free(struct entries *entries)
{
	free(entries->entry);
	owners_free(&entries->owners);
	namespaces_free(&entries->namespaces);
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

static int compare_to_entry(const void *local, const void *entry)
{
	const struct entry *e = entry;

	return endpoint_compare(local, &e->local);
}

const struct entry *entries_at(const struct entries *entries,
			       const struct endpoint *local, size_t *count)
{
	size_t first = array_lower_bound(local, entries->entry, entries->count,
					 sizeof(*entries->entry),
					 compare_to_entry);
	size_t end = first;

	while (end < entries->count &&
	       endpoint_compare(&entries->entry[end].local, local) == 0)
		end++;
	*count = end - first;
	return &entries->entry[first];
}

bool entries_mixed(const struct entries *entries)
{
	const struct entry *e = entries->entry;
	size_t i;

	for (i = 1; i < entries->count; i++)
		if (are_different(e[i - 1].listener->netns,
				  e[i].listener->netns))
			return true;
	return false;
}

/* Those that are not known come first. */
static int compare_numbers(struct value a, struct value b)
{
	if (!known(a) || !known(b))
		return known(a) - known(b);
	return COMPARE(a.number, b.number);
}

static int compare_namespaces(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = compare_numbers(x->listener->netns, y->listener->netns);

	if (!order)
		order = endpoint_compare(&x->local, &y->local);
	if (!order)
		order = compare_numbers(x->listener->uid, y->listener->uid);
	return order ?: compare_entries(a, b);
}

void entries_sort_by_namespace(struct entries *entries)
{
	sort(entries, compare_namespaces);
}

static int find_namespaces(struct entries *e)
{
	uint64_t *inodes = calloc(e->count + 1, sizeof(*inodes));
	size_t i, n = 0;
	int err;

	if (!inodes)
		return -1;
	for (i = 0; i < e->count; i++)
		if (known(e->entry[i].listener->netns))
			inodes[n++] = e->entry[i].listener->netns.number;
	err = namespaces_find(&e->namespaces, inodes, n);
	free(inodes);
	return err;
}

int entries_name_namespaces(struct entries *entries, struct failure *why)
{
	struct value netns;
	size_t i;

	if (find_namespaces(entries))
		return fail(why, EXIT_FAILED, "out of memory");
	for (i = 0; i < entries->count; i++) {
		netns = entries->entry[i].listener->netns;
		if (known(netns))
			entries->entry[i].netns_name =
				namespace_name(&entries->namespaces,
					       netns.number);
	}
	return EXIT_OK;
}
