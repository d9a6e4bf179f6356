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
	return COMPARE(a.kind, b.kind) ?: COMPARE(a.netns, b.netns) ?:
	       COMPARE(a.number, b.number);
}

bool listener_key_equal(struct listener_key a, struct listener_key b)
{
	return a.kind != KEY_NONE && compare_keys(a, b) == 0;
}

struct keyed_listener {
	struct listener_key key;
	const struct listener_row *row;
};

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed_listener *x = a, *y = b;

	return compare_keys(x->key, y->key);
}

int earlier_index(struct earlier *earlier, const struct table *table,
		  uint64_t ms)
{
	struct keyed_listener *keyed;
	size_t row;

	*earlier = (struct earlier){ .ms = ms };
	if (!table)
		return 0;
	keyed = calloc(table->nrows + 1, sizeof(*keyed));
	if (!keyed)
		return -ENOMEM;
	for (row = 0; row < table->nrows; row++) {
		keyed[row].row = listener_at(table, row);
		keyed[row].key = listener_key(keyed[row].row);
	}
	qsort(keyed, table->nrows, sizeof(*keyed), compare_keyed);
	earlier->listener = keyed;
	earlier->count = table->nrows;
	return 0;
}

void earlier_free(struct earlier *earlier)
{
	free(earlier->listener);
	*earlier = (struct earlier){ .count = 0 };
}

static bool differ(struct value a, struct value b)
{
	return known(a) && known(b) && strcmp(a.text, b.text) != 0;
}

/* Inodes are reused: a row of the same inode may be of another socket. */
const struct listener_row *earlier_row(const struct earlier *earlier,
				       const struct listener_row *now)
{
	const struct keyed_listener key = { .key = listener_key(now) };
	const struct keyed_listener *found = NULL;

	if (earlier->count && key.key.kind != KEY_NONE)
		found = bsearch(&key, earlier->listener, earlier->count,
				sizeof(key), compare_keyed);
	if (!found || differ(found->row->local, now->local) ||
	    differ(found->row->cookie, now->cookie))
		return NULL;
	if (known(now->listen_age_ms) &&
	    now->listen_age_ms.number < earlier->ms)
		return NULL;
	return found->row;
}

struct rate rate_between(struct value before, struct value now, uint64_t ms)
{
	struct rate rate = { .known = false };

	if (!known(before) || !known(now) || now.number < before.number || !ms)
		return rate;
	rate.known = true;
	rate.per_second = (double)(now.number - before.number) * 1000 /
			  (double)ms;
	return rate;
}

void listener_rates(const struct earlier *earlier,
		    const struct listener_row *now, struct rate rate[NRATES])
{
	const struct listener_row *was = earlier_row(earlier, now);
	uint64_t ms = earlier->ms;

	memset(rate, 0, NRATES * sizeof(*rate));
	if (!was)
		return;
	rate[RATE_SYNS] = rate_between(was->syns, now->syns, ms);
	rate[RATE_ACCEPTED] = rate_between(was->accepted, now->accepted, ms);
	rate[RATE_DROPS] = rate_between(listener_drops(was),
					listener_drops(now), ms);
	rate[RATE_COOKIES] = rate_between(was->cookies, now->cookies, ms);
}

/* Takes the next unit before the number would have five digits. */
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
