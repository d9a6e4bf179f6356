// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "listener/fill.h"
#include "listener/group.h"
#include "table/table.h"

static bool is_same(enum kind kind, struct value a, struct value b)
{
	if (a.state != b.state || !known(a))
		return a.state == b.state;
	return kind == KIND_TEXT ? strcmp(a.text, b.text) == 0 :
				   a.number == b.number;
}

static bool are_together(const struct listener *a, const struct listener *b)
{
	return known(a->row->local) && known(b->row->local) &&
	       endpoint_compare(&a->local, &b->local) == 0 &&
	       is_same(KIND_ID, a->row->netns, b->row->netns) &&
	       is_same(KIND_ID, a->row->uid, b->row->uid);
}

static size_t end_of_group(const struct listeners *listeners, size_t first)
{
	size_t end = first + 1;

	while (end < listeners->count &&
	       are_together(&listeners->listener[first],
			    &listeners->listener[end]))
		end++;
	return end;
}

void groups_keep(struct listeners *listeners,
		 bool (*keep)(const struct listener *listener,
			      const void *data),
		 const void *data)
{
	size_t first, end, i, n = 0;
	bool any;

	for (first = 0; first < listeners->count; first = end) {
		end = end_of_group(listeners, first);
		any = false;
		for (i = first; i < end; i++)
			any = any || keep(&listeners->listener[i], data);
		for (i = first; any && i < end; i++)
			listeners->listener[n++] = listeners->listener[i];
	}
	listeners->count = n;
}

static struct group_counts count_group(const struct listener *member, size_t n)
{
	struct group_counts c = { .sockets = n };
	const struct listener_row *l;
	size_t i;

	for (i = 0; i < n; i++) {
		l = member[i].row;
		c.full += queue_is_full(l->acceptq, l->acceptq_limit);
		c.empty += none(l->acceptq);
	}
	return c;
}

void groups_count(struct listeners *listeners)
{
	size_t first, end, i;
	struct group_counts c;

	for (first = 0; first < listeners->count; first = end) {
		end = end_of_group(listeners, first);
		c = count_group(&listeners->listener[first], end - first);
		for (i = first; i < end; i++)
			listeners->listener[i].group = c;
	}
}

static void keep_larger(struct value *max, struct value v)
{
	if (!known(*max) || !known(v))
		max->state = VALUE_UNKNOWN;
	else if (v.number > max->number)
		max->number = v.number;
}

/* Skips unknown ages: no connection is waiting at such a member. */
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

static void sum_up(struct branch *group, const struct listener *member,
		   size_t n)
{
	size_t i;

	*group = (struct branch){
		.listener = member[0], .sum = *member[0].row,
		.members = n, .parent = NO_PARENT,
	};
	group->listener.row = &group->sum;
	group->listener.is_group = true;
	for (i = 1; i < n; i++) {
		add_member(&group->sum, member[i].row);
		add_rates(group->listener.rate, member[i].rate);
		judgement_add(&group->listener.judgement,
			      &member[i].judgement);
		if (owner_before(member[i].owner, group->listener.owner))
			group->listener.owner = member[i].owner;
	}
}

static void add_group(struct tree *tree, const struct listener *member,
		      size_t n)
{
	size_t i, parent = n > 1 ? tree->count : NO_PARENT;

	if (n > 1)
		sum_up(&tree->branch[tree->count++], member, n);
	for (i = 0; i < n; i++)
		tree->branch[tree->count++] = (struct branch){
			.listener = member[i], .parent = parent,
		};
}

int tree_grow(struct tree *tree, const struct listeners *listeners)
{
	size_t first, end;

	tree->count = 0;
	/* Each group has at least two members. */
	tree->branch = calloc(listeners->count + listeners->count / 2 + 1,
			      sizeof(*tree->branch));
	if (!tree->branch)
		return -ENOMEM;
	for (first = 0; first < listeners->count; first = end) {
		end = end_of_group(listeners, first);
		add_group(tree, &listeners->listener[first], end - first);
	}
	return 0;
}

void tree_free(struct tree *tree)
{
	free(tree->branch);
	*tree = (struct tree){ NULL, 0 };
}
