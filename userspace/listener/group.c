// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "listener/group.h"
#include "listener/trouble.h"
#include "table/table.h"

static bool is_same(enum kind kind, struct value a, struct value b)
{
	if (a.state != b.state || !known(a))
		return a.state == b.state;
	return kind == KIND_TEXT ? strcmp(a.text, b.text) == 0 :
				   a.number == b.number;
}

static bool are_together(const struct entry *a, const struct entry *b)
{
	return known(a->listener->local) && known(b->listener->local) &&
	       endpoint_compare(&a->local, &b->local) == 0 &&
	       is_same(KIND_ID, a->listener->netns, b->listener->netns) &&
	       is_same(KIND_ID, a->listener->uid, b->listener->uid);
}

static size_t end_of_group(const struct entries *e, size_t first)
{
	size_t end = first + 1;

	while (end < e->count &&
	       are_together(&e->entry[first], &e->entry[end]))
		end++;
	return end;
}

void groups_keep(struct entries *entries,
		 bool (*keep)(const struct entry *entry, const void *data),
		 const void *data)
{
	size_t first, end, i, n = 0;
	bool any;

	for (first = 0; first < entries->count; first = end) {
		end = end_of_group(entries, first);
		any = false;
		for (i = first; i < end; i++)
			any = any || keep(&entries->entry[i], data);
		for (i = first; any && i < end; i++)
			entries->entry[n++] = entries->entry[i];
	}
	entries->count = n;
}

static struct company company_of(const struct entry *member, size_t n)
{
	struct company c = { .sockets = n };
	const struct listener_row *l;
	size_t i;

	for (i = 0; i < n; i++) {
		l = member[i].listener;
		c.full += queue_is_full(l->acceptq, l->acceptq_limit);
		c.empty += none(l->acceptq);
	}
	return c;
}

void groups_count(struct entries *entries)
{
	size_t first, end, i;
	struct company c;

	for (first = 0; first < entries->count; first = end) {
		end = end_of_group(entries, first);
		c = company_of(&entries->entry[first], end - first);
		for (i = first; i < end; i++)
			entries->entry[i].company = c;
	}
}

static void keep_larger(struct value *max, struct value v)
{
	if (!known(*max) || !known(v))
		max->state = VALUE_UNKNOWN;
	else if (v.number > max->number)
		max->number = v.number;
}

/* "-" says here that nobody waits at this member. */
static void keep_oldest(struct value *oldest, struct value age)
{
	if (known(age) && (!known(*oldest) || age.number > oldest->number))
		*oldest = age;
}

static void add_value(struct value *sum, struct value v, enum kind kind)
{
	switch (kind) {
	case KIND_TEXT:
	case KIND_ID:
		if (!is_same(kind, *sum, v))
			sum->state = VALUE_UNKNOWN;
		break;
	case KIND_PEAK:
		keep_larger(sum, v);
		break;
	case KIND_GAUGE:
	case KIND_COUNT:
	case KIND_DROP:
		value_add(sum, v);
		break;
	case KIND_AGE:
		sum->state = VALUE_UNKNOWN;
		break;
	}
}

static void add_column(struct listener_row *sum, const struct listener_row *l,
		       size_t i)
{
	switch (i) {
	case LISTENER_acceptq_oldest_us:
		keep_oldest(&sum->value[i], l->value[i]);
		break;
	case LISTENER_defer_accept:	/* a setting, not a depth */
		keep_larger(&sum->value[i], l->value[i]);
		break;
	default:
		add_value(&sum->value[i], l->value[i],
			  listener_format.columns[i].kind);
	}
}

static void add_member(struct listener_row *sum, const struct listener_row *l)
{
	size_t i;

	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		add_column(sum, l, i);
}

static void add_rates(struct rate sum[NRATES], const struct rate rate[NRATES])
{
	size_t i;

	for (i = 0; i < NRATES; i++) {
		sum[i].known = sum[i].known && rate[i].known;
		sum[i].per_second += rate[i].per_second;
	}
}

static void sum_up(struct branch *group, const struct entry *member, size_t n)
{
	size_t i;

	*group = (struct branch){
		.entry = member[0], .sum = *member[0].listener,
		.members = n, .parent = NO_PARENT,
	};
	group->entry.listener = &group->sum;
	group->entry.is_group = true;
	for (i = 1; i < n; i++) {
		add_member(&group->sum, member[i].listener);
		add_rates(group->entry.rate, member[i].rate);
		if (owner_before(member[i].owner, group->entry.owner))
			group->entry.owner = member[i].owner;
	}
}

static void add_group(struct tree *tree, const struct entry *member, size_t n)
{
	size_t i, parent = n > 1 ? tree->count : NO_PARENT;

	if (n > 1)
		sum_up(&tree->branch[tree->count++], member, n);
	for (i = 0; i < n; i++)
		tree->branch[tree->count++] = (struct branch){
			.entry = member[i], .parent = parent,
		};
}

int tree_grow(struct tree *tree, const struct entries *entries)
{
	size_t first, end;

	tree->count = 0;
	/* Each group has two members at least. */
	tree->branch = calloc(entries->count + entries->count / 2 + 1,
			      sizeof(*tree->branch));
	if (!tree->branch)
		return -1;
	for (first = 0; first < entries->count; first = end) {
		end = end_of_group(entries, first);
		add_group(tree, &entries->entry[first], end - first);
	}
	return 0;
}

void tree_free(struct tree *tree)
{
	free(tree->branch);
	*tree = (struct tree){ NULL, 0 };
}
