// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "listener/listener_rate.h"

struct listener_key listener_key(const struct listener_row *l)
{
	struct listener_key key = { .kind = KEY_NONE };

	if (known(l->netns))
		key.netns = l->netns.number;
	if (known(l->inode)) {
		key.kind = KEY_INODE;
		key.number = l->inode.number;
	} else if (known(l->cookie)) {
		key.kind = KEY_COOKIE;
		key.number = strtoull(l->cookie.text, NULL, 16);
	}
	return key;
}

static int compare_keys(struct listener_key a, struct listener_key b)
{
	if (a.kind != b.kind)
		return a.kind < b.kind ? -1 : 1;
	if (a.netns != b.netns)
		return a.netns < b.netns ? -1 : 1;
	return (a.number > b.number) - (a.number < b.number);
}

bool listener_key_equal(struct listener_key a, struct listener_key b)
{
	return a.kind != KEY_NONE && compare_keys(a, b) == 0;
}

static struct listener_key key_of_row(const struct table *table, size_t row)
{
	return listener_key(listener_at(table, row));
}

static int compare_rows(const void *a, const void *b, void *table)
{
	return compare_keys(key_of_row(table, *(const size_t *)a),
			    key_of_row(table, *(const size_t *)b));
}

int delta_make(struct delta *delta, const struct table *before, uint64_t ms)
{
	size_t i;

	*delta = (struct delta){ .before = before, .ms = ms };
	if (!before)
		return 0;
	delta->by_key = calloc(before->nrows + 1, sizeof(*delta->by_key));
	if (!delta->by_key)
		return -ENOMEM;
	for (i = 0; i < before->nrows; i++)
		delta->by_key[i] = i;
	qsort_r(delta->by_key, before->nrows, sizeof(*delta->by_key),
		compare_rows, (void *)before);
	return 0;
}

void delta_free(struct delta *delta)
{
	free(delta->by_key);
	*delta = (struct delta){ .before = NULL };
}

static const struct listener_row *find(const struct delta *d,
				       struct listener_key key)
{
	size_t low = 0, high = d->before ? d->before->nrows : 0, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = compare_keys(key_of_row(d->before, d->by_key[middle]),
				     key);
		if (!order)
			return listener_at(d->before, d->by_key[middle]);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool differ(struct value a, struct value b)
{
	return known(a) && known(b) && strcmp(a.text, b.text) != 0;
}

/* Inodes are used again; then something else tells that it is another socket. */
const struct listener_row *delta_before(const struct delta *delta,
					const struct listener_row *now)
{
	struct listener_key key = listener_key(now);
	const struct listener_row *before;

	if (key.kind == KEY_NONE)
		return NULL;
	before = find(delta, key);
	if (!before || differ(before->local, now->local) ||
	    differ(before->cookie, now->cookie))
		return NULL;
	if (known(now->listen_age_ms) && now->listen_age_ms.number < delta->ms)
		return NULL;
	return before;
}

struct rate delta_rate(const struct delta *delta, struct value before,
		       struct value now)
{
	struct rate rate = { .known = false };

	if (!known(before) || !known(now) || now.number < before.number ||
	    !delta->ms)
		return rate;
	rate.known = true;
	rate.per_second = (double)(now.number - before.number) * 1000 /
			  (double)delta->ms;
	return rate;
}

void delta_rates(const struct delta *delta, const struct listener_row *now,
		 struct rate rate[NRATES])
{
	const struct listener_row *was = delta_before(delta, now);

	memset(rate, 0, NRATES * sizeof(*rate));
	if (!was)
		return;
	rate[RATE_SYNS] = delta_rate(delta, was->syns, now->syns);
	rate[RATE_ACCEPTED] = delta_rate(delta, was->accepted, now->accepted);
	rate[RATE_DROPS] = delta_rate(delta, listener_drops(was),
				      listener_drops(now));
	rate[RATE_COOKIES] = delta_rate(delta, was->cookies, now->cookies);
}

/* Before a number is as long as the next unit's, it is written in that. */
const char *rate_text(struct rate rate, char buf[RATE_SIZE])
{
	static const char *const units[] = { "", "k", "M", "G", "T", "P", "E" };
	double n = rate.per_second;
	size_t unit = 0;

	if (!rate.known)
		return "-";
	while (n >= 9999.5 && unit < ARRAY_SIZE(units) - 1) {
		n /= 1000;
		unit++;
	}
	if (n == 0)
		return "0";
	if (n < 0.05)
		return "<0.1";
	snprintf(buf, RATE_SIZE, "%.*f%s", n < 9.95 ? 1 : 0, n, units[unit]);
	return buf;
}
