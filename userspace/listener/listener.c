// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "lib/array.h"
#include "lib/failure.h"
#include "listener/listener.h"

static struct listener make_listener(const struct listeners *listeners,
				     size_t row)
{
	const struct listener_row *l = listener_at(&listeners->loaded.table,
						   row);
	struct listener listener = {
		.row = l, .judgement = judge(l, LATELY_MS),
	};

	listener.local = value_endpoint(l->local);
	listener.netns = l->netns;
	if (known(l->inode))
		listener.owner = owners_of(&listeners->owners, l->inode.number);
	return listener;
}

/* Keeps the table's order of equal ones. */
static int compare_listeners(const void *a, const void *b)
{
	const struct listener *x = a, *y = b;
	int order = endpoint_compare(&x->local, &y->local);

	return order ?: COMPARE(x->row, y->row);
}

/* Checks first: that costs a tenth of sorting, and most tables are sorted. */
static void sort(struct listeners *listeners,
		 int (*compare)(const void *a, const void *b))
{
	size_t i;

	for (i = 1; i < listeners->count; i++)
		if (compare(&listeners->listener[i - 1],
			    &listeners->listener[i]) > 0)
			break;
	if (i < listeners->count)
		qsort(listeners->listener, listeners->count,
		      sizeof(*listeners->listener), compare);
}

static int make_listeners(struct listeners *listeners,
			  enum owners_wanted wanted,
			  const struct owners *before, struct failure *why)
{
	size_t row;

	listeners->count = listeners->loaded.table.nrows;
	listeners->listener = calloc(listeners->count + 1,
				     sizeof(*listeners->listener));
	if (!listeners->listener ||
	    owners_find(&listeners->owners, &listeners->loaded.table,
			LISTENER_inode, wanted, before))
		return fail(why, EXIT_FAILED, "out of memory");
	for (row = 0; row < listeners->count; row++)
		listeners->listener[row] = make_listener(listeners, row);
	sort(listeners, compare_listeners);
	return EXIT_OK;
}

int listeners_load_from(struct listeners *listeners, enum source_file file,
			enum owners_wanted wanted, const struct owners *before,
			struct failure *why)
{
	int status;

	*listeners = (struct listeners){ 0 };
	status = load(&listeners->loaded, file, why);
	return status ?: make_listeners(listeners, wanted, before, why);
}

int listeners_load_without_module(struct listeners *listeners,
				  enum owners_wanted wanted,
				  struct failure *why)
{
	int status;

	*listeners = (struct listeners){ 0 };
	status = load_without_module(&listeners->loaded, why);
	return status ?: make_listeners(listeners, wanted, NULL, why);
}

int listeners_load(struct listeners *listeners, enum owners_wanted wanted,
		   struct failure *why)
{
	return listeners_load_from(listeners, SOURCE_LISTENERS, wanted, NULL,
				   why);
}

void listeners_free(struct listeners *listeners)
{
	free(listeners->listener);
	owners_free(&listeners->owners);
	netns_names_free(&listeners->netns_names);
	unload(&listeners->loaded);
	*listeners = (struct listeners){ 0 };
}

void listeners_judge(struct listeners *listeners, uint64_t lately_ms)
{
	size_t i;

	for (i = 0; i < listeners->count; i++)
		listeners->listener[i].judgement =
			judge(listeners->listener[i].row, lately_ms);
}

void listeners_keep(struct listeners *listeners,
		    bool (*keep)(const struct listener *listener,
				 const void *data),
		    const void *data)
{
	size_t i, n = 0;

	for (i = 0; i < listeners->count; i++)
		if (keep(&listeners->listener[i], data))
			listeners->listener[n++] = listeners->listener[i];
	listeners->count = n;
}

static int compare_to_listener(const void *local, const void *listener)
{
	const struct listener *e = listener;

	return endpoint_compare(local, &e->local);
}

const struct listener *listeners_at(const struct listeners *listeners,
				    const struct endpoint *local, size_t *count)
{
	const struct listener *all = listeners->listener;
	size_t first = array_lower_bound(local, all, listeners->count,
					 sizeof(*all), compare_to_listener);
	size_t end = first;

	while (end < listeners->count &&
	       endpoint_compare(&all[end].local, local) == 0)
		end++;
	*count = end - first;
	return &all[first];
}

bool listeners_span_namespaces(const struct listeners *listeners)
{
	const struct listener *e = listeners->listener;
	size_t i;

	for (i = 1; i < listeners->count; i++)
		if (are_different(e[i - 1].row->netns,
				  e[i].row->netns))
			return true;
	return false;
}

/* Sorts unknown numbers first. */
static int compare_numbers(struct value a, struct value b)
{
	if (!known(a) || !known(b))
		return known(a) - known(b);
	return COMPARE(a.number, b.number);
}

static int compare_namespaces(const void *a, const void *b)
{
	const struct listener *x = a, *y = b;
	int order = compare_numbers(x->row->netns, y->row->netns);

	if (!order)
		order = endpoint_compare(&x->local, &y->local);
	if (!order)
		order = compare_numbers(x->row->uid, y->row->uid);
	return order ?: compare_listeners(a, b);
}

void listeners_sort_by_namespace(struct listeners *listeners)
{
	sort(listeners, compare_namespaces);
}

static int find_namespaces(struct listeners *listeners)
{
	uint64_t *inodes = calloc(listeners->count + 1, sizeof(*inodes));
	size_t i, n = 0;
	int err;

	if (!inodes)
		return -1;
	for (i = 0; i < listeners->count; i++)
		if (known(listeners->listener[i].row->netns))
			inodes[n++] = listeners->listener[i].row->netns.number;
	err = netns_names_find(&listeners->netns_names, inodes, n);
	free(inodes);
	return err;
}

int listeners_name_namespaces(struct listeners *listeners, struct failure *why)
{
	struct value netns;
	size_t i;

	if (find_namespaces(listeners))
		return fail(why, EXIT_FAILED, "out of memory");
	for (i = 0; i < listeners->count; i++) {
		netns = listeners->listener[i].row->netns;
		if (known(netns))
			listeners->listener[i].netns_name =
				netns_name(&listeners->netns_names,
					   netns.number);
	}
	return EXIT_OK;
}
