// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "listener/fill.h"
#include "metrics/column_metric.h"
#include "metrics/series.h"

/* FNV-1a of the inode numbers. */
unsigned int set_add(unsigned int set, struct value inode)
{
	uint64_t n = known(inode) ? inode.number : 0;
	unsigned int i;

	for (i = 0; i < sizeof(n); i++)
		set = (set ^ (unsigned int)(n >> 8 * i & 0xff)) * 16777619U;
	return set;
}

static void raise_fullest(struct value *fullest, struct value peak60,
			  struct value depth, struct value limit)
{
	struct value most = known(peak60) ? peak60 : depth;
	uint64_t thousandths;

	if (!known(most) || !some(limit))
		return;
	thousandths = most.number > UINT64_MAX / 1000 ? UINT64_MAX :
		      most.number * 1000 / limit.number;
	if (!known(*fullest) || thousandths > fullest->number)
		*fullest = number_value(thousandths);
}

/* The age counts of those sockets at which a connection waits: the largest. */
static void raise_age(struct value *age, const struct listener_row *l)
{
	struct value v = known(l->accept_age_ms) ? l->accept_age_ms :
						   l->listen_age_ms;

	if (!some(l->acceptq) || !known(v))
		return;
	if (!known(*age) || v.number > age->number)
		*age = v;
}

static void add_socket(struct series *s, const struct listener_row *l,
		       unsigned int *set)
{
	s->sockets++;
	s->full += queue_is_full(l->acceptq, l->acceptq_limit);
	raise_fullest(&s->synq_fullest, l->synq_peak60, l->synq, l->synq_limit);
	raise_fullest(&s->acceptq_fullest, l->acceptq_peak60, l->acceptq,
		      l->acceptq_limit);
	raise_age(&s->row.accept_age_ms, l);
	*set = set_add(*set, l->inode);
}

static int render(struct series *s, bool per_socket, unsigned int set)
{
	struct labels labels = { .count = 0 };
	const struct listener_row *l = &s->row;
	char netns[NUMBER_SIZE], inode[NUMBER_SIZE], text[SET_SIZE];

	labels_add_number(&labels, "netns", l->netns, netns);
	labels_add_text(&labels, "local", l->local);
	if (per_socket)
		labels_add_number(&labels, "inode", l->inode, inode);
	s->gauge.rendered = labels_render(&labels);
	if (!per_socket) {
		snprintf(text, sizeof(text), "%08x", set);
		labels_add(&labels, "set", text);
	}
	s->counter.rendered = labels_render(&labels);
	return s->gauge.rendered && s->counter.rendered ? 0 : -ENOMEM;
}

/* An endpoint: a group and its members, or a listener alone. */
static int add_endpoint(struct series_list *list, const struct branch *branch)
{
	struct series *s = &list->series[list->count++];
	unsigned int set = SET_BEGIN;
	size_t i;

	s->listener = &branch->listener;
	s->row = *branch->listener.row;
	s->judgement = branch->listener.judgement;
	s->row.accept_age_ms.state = VALUE_UNKNOWN;
	for (i = 0; i < branch->members; i++)
		add_socket(s, branch[i + 1].listener.row, &set);
	if (!branch->members)
		add_socket(s, branch->listener.row, &set);
	return render(s, false, set);
}

static int add_socket_alone(struct series_list *list,
			    const struct listener *listener)
{
	struct series *s = &list->series[list->count++];
	unsigned int set = SET_BEGIN;

	s->listener = listener;
	s->row = *listener->row;
	s->judgement = listener->judgement;
	add_socket(s, listener->row, &set);
	s->row.accept_age_ms = listener->row->accept_age_ms;
	return render(s, true, set);
}

/* The listeners that a series points to are the caller's: the tree's go. */
static int make_endpoints(struct series_list *list,
			  const struct listeners *listeners)
{
	size_t i, first = 0;
	struct tree tree;
	int err = tree_grow(&tree, listeners);

	for (i = 0; !err && i < tree.count; i += tree.branch[i].members + 1) {
		err = add_endpoint(list, &tree.branch[i]);
		list->series[list->count - 1].listener =
			&listeners->listener[first];
		first += tree.branch[i].members ?: 1;
	}
	tree_free(&tree);
	return err;
}

int series_make(struct series_list *list, const struct listeners *listeners,
		bool per_socket)
{
	size_t i;
	int err = 0;

	list->count = 0;
	list->series = calloc(listeners->count + 1, sizeof(*list->series));
	if (!list->series)
		return -ENOMEM;
	if (!per_socket)
		return make_endpoints(list, listeners);
	for (i = 0; !err && i < listeners->count; i++)
		err = add_socket_alone(list, &listeners->listener[i]);
	return err;
}

void series_free(struct series_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		free(list->series[i].gauge.rendered);
		free(list->series[i].counter.rendered);
	}
	free(list->series);
	*list = (struct series_list){ NULL, 0 };
}
