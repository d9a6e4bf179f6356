// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "proc/descriptor.h"
#include "proc/owner.h"
#include "table/table.h"

struct wanted {
	uint64_t inode;
	bool found;
	bool kept;			/* the owner that it had before */
};

struct search {
	struct owners *owners;
	struct wanted *wanted;		/* sorted by inode */
	size_t count;
	size_t missing;			/* how many are not found */
	bool all;			/* all holders of each, not one */
};

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	return COMPARE(x->inode, y->inode);
}

static int by_process(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;

	return COMPARE(x->inode, y->inode) ?:
	       COMPARE(x->pid, y->pid) ?: COMPARE(x->fd, y->fd);
}

static int by_descriptor(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;

	return COMPARE(x->inode, y->inode) ?:
	       COMPARE(x->fd, y->fd) ?: COMPARE(x->pid, y->pid);
}

static int add_holder(struct owners *o, const struct descriptor *d)
{
	struct holder *holders = array_grow(o->holders, o->count, &o->capacity,
					    sizeof(*holders));

	if (!holders)
		return -ENOMEM;
	o->holders = holders;
	o->holders[o->count++] = (struct holder){
		.inode = d->inode, .pid = d->pid, .fd = d->fd,
	};
	return 0;
}

static struct wanted *wanted_by(const struct search *s, uint64_t inode)
{
	struct wanted key = { .inode = inode };

	return bsearch(&key, s->wanted, s->count, sizeof(key), compare_wanted);
}

/*
 * Returns above 0 once all are found: the rest of the round may have better
 * ones.
 */
static int note(const struct descriptor *d, void *data)
{
	struct search *s = data;
	struct wanted *wanted = wanted_by(s, d->inode);
	int err;

	if (!wanted || wanted->kept)
		return 0;
	s->missing -= !wanted->found;
	wanted->found = true;
	err = add_holder(s->owners, d);
	return err ?: !s->all && !s->missing;
}

static int keep(struct search *s, const struct descriptor *d)
{
	struct wanted *wanted = wanted_by(s, d->inode);
	int err = note(d, s);

	if (wanted)
		wanted->kept = true;
	return err;
}

static int note_known(struct search *s, const struct owners *before)
{
	const struct holder *h = before->holders;
	size_t i;
	int err;

	for (i = 0; i < before->count; i++, h++) {
		const struct descriptor d = { h->pid, h->fd, h->inode };

		err = descriptor_is_open(&d) ? keep(s, &d) : 0;
		if (err < 0)
			return err;
	}
	return 0;
}

/* Collects the table's inodes, sorted, without duplicates. */
static int want(struct search *s, const struct table *table, size_t column)
{
	struct value inode;
	size_t row, i, n = 0;

	s->wanted = calloc(table->nrows + 1, sizeof(*s->wanted));
	if (!s->wanted)
		return -ENOMEM;
	for (row = 0; row < table->nrows; row++) {
		inode = value_at(table, row, column);
		if (known(inode))
			s->wanted[n++].inode = inode.number;
	}
	qsort(s->wanted, n, sizeof(*s->wanted), compare_wanted);
	for (i = 0; i < n; i++)
		if (!i || s->wanted[i].inode != s->wanted[i - 1].inode)
			s->wanted[s->count++] = s->wanted[i];
	s->missing = s->count;
	return 0;
}

static bool same_process(const struct holder *a, const struct holder *b)
{
	return a->inode == b->inode && a->pid == b->pid;
}

static bool same_socket(const struct holder *a, const struct holder *b)
{
	return a->inode == b->inode;
}

/* Sorts the holders and keeps the first of those that are the same. */
static void keep_first(struct owners *o,
		       int (*compare)(const void *a, const void *b),
		       bool (*same)(const struct holder *a,
				    const struct holder *b))
{
	size_t i, n = 0;

	if (!o->count)
		return;
	qsort(o->holders, o->count, sizeof(*o->holders), compare);
	for (i = 1; i < o->count; i++)
		if (!same(&o->holders[n], &o->holders[i]))
			o->holders[++n] = o->holders[i];
	o->count = n + 1;
}

/* A process with two descriptors of a socket counts as one holder. */
static void sort_holders(struct owners *o, bool all)
{
	keep_first(o, by_process, same_process);
	keep_first(o, by_descriptor, all ? same_process : same_socket);
}

/* A process often holds many sockets: reuses the name that was read before. */
static void name_holders(struct owners *o)
{
	struct holder *h = o->holders;
	size_t i;

	for (i = 0; i < o->count; i++)
		if (i && h[i].pid == h[i - 1].pid)
			strcpy(h[i].name, h[i - 1].name);
		else if (process_name(h[i].pid, h[i].name))
			h[i].name[0] = '\0';
}

static int search(struct search *s, const struct owners *before)
{
	int err = before && !s->all ? note_known(s, before) : 0;

	if (!err && s->missing)
		err = descriptors_walk(note, s, &s->owners->denied);
	if (err < 0)
		return err;
	sort_holders(s->owners, s->all);
	name_holders(s->owners);
	return 0;
}

int owners_find(struct owners *owners, const struct table *table, size_t column,
		enum owners_wanted wanted, const struct owners *before)
{
	struct search s = { .owners = owners, .all = wanted == OWNERS_ALL };
	int err;

	*owners = (struct owners){ 0 };
	if (wanted == OWNERS_NONE)
		return 0;
	err = want(&s, table, column);
	if (!err)
		err = search(&s, before);
	free(s.wanted);
	if (err)
		owners_free(owners);
	return err;
}

void owners_free(struct owners *owners)
{
	free(owners->holders);
	*owners = (struct owners){ 0 };
}

static int compare_to_holder(const void *inode, const void *holder)
{
	const struct holder *h = holder;

	return compare_u64(inode, &h->inode);
}

struct owner owners_of(const struct owners *owners, uint64_t inode)
{
	size_t first = array_lower_bound(&inode, owners->holders, owners->count,
					 sizeof(*owners->holders),
					 compare_to_holder);
	size_t end = first;

	while (end < owners->count && owners->holders[end].inode == inode)
		end++;
	if (first == end)
		return (struct owner){ NULL, 0 };
	return (struct owner){ &owners->holders[first], end - first };
}

struct value owner_pid(struct owner owner)
{
	if (!owner.count)
		return unknown_value();
	return number_value((uint64_t)owner.holders[0].pid);
}

const char *owner_name(struct owner owner)
{
	return owner.count && owner.holders[0].name[0] ?
	       owner.holders[0].name : NULL;
}

bool owner_before(struct owner a, struct owner b)
{
	return a.count && (!b.count || a.holders[0].pid < b.holders[0].pid);
}
