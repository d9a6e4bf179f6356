// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "listener/listener.h"
#include "top/list.h"

const char *top_sort_name(enum top_sort sort)
{
	static const char *const names[NSORTS] = {
		[SORT_TROUBLE] = "trouble",
		[SORT_SYNQ] = "SYN queue",
		[SORT_ACCEPTQ] = "accept queue",
		[SORT_SYNS] = "SYNs",
		[SORT_ACCEPTED] = "accepts",
		[SORT_DROPS] = "drops",
		[SORT_COOKIES] = "cookies",
		[SORT_PORT] = "port",
	};

	return names[sort];
}

static double fullness(struct value depth, struct value limit)
{
	if (!known(depth) || !known(limit))
		return -1;
	if (!limit.number)
		return 0;
	return (double)depth.number / (double)limit.number;
}

static struct top_list_row make_row(const struct listener *listener)
{
	const struct listener_row *l = listener->row;

	return (struct top_list_row){
		.listener = listener,
		.severity = listener->judgement.severity,
		.synq = fullness(l->synq, l->synq_limit),
		.acceptq = fullness(l->acceptq, l->acceptq_limit),
	};
}

static bool mentions(const struct listener *listener, const char *text)
{
	const struct listener_row *l = listener->row;
	size_t i;

	if (known(l->local) && strcasestr(l->local.text, text))
		return true;
	for (i = 0; i < listener->owner.count; i++)
		if (strcasestr(listener->owner.holders[i].name, text))
			return true;
	return !*text;
}

static double sorted_by(const struct top_list_row *row, enum top_sort sort)
{
	enum listener_rate rate = RATE_SYNS;

	switch (sort) {
	case SORT_SYNQ:
		return row->synq;
	case SORT_ACCEPTQ:
		return row->acceptq;
	case SORT_ACCEPTED:
		rate = RATE_ACCEPTED;
		break;
	case SORT_DROPS:
		rate = RATE_DROPS;
		break;
	case SORT_COOKIES:
		rate = RATE_COOKIES;
		break;
	case SORT_SYNS:
		break;
	default:
		return 0;
	}
	return row->listener->rate[rate].known ?
	       row->listener->rate[rate].per_second : -1;
}

static int more_first(double a, double b)
{
	return COMPARE(b, a);
}

static double fuller(const struct top_list_row *row)
{
	return row->synq > row->acceptq ? row->synq : row->acceptq;
}

static int worse_first(const struct top_list_row *a,
		       const struct top_list_row *b)
{
	int order = COMPARE(b->severity, a->severity);

	if (!order)
		order = more_first(sorted_by(a, SORT_DROPS),
				   sorted_by(b, SORT_DROPS));
	return order ?: more_first(fuller(a), fuller(b));
}

/* Equal ones keep the order of the listeners: by port and address. */
static int compare(const void *a, const void *b, void *data)
{
	const struct top_list_row *x = a, *y = b;
	const enum top_sort *sort = data;
	int order;

	if (*sort == SORT_TROUBLE)
		order = worse_first(x, y);
	else
		order = more_first(sorted_by(x, *sort), sorted_by(y, *sort));
	return order ?: COMPARE(x->listener, y->listener);
}

int top_list_make(struct top_list *list, const struct listeners *listeners,
		  const char *text, enum top_sort sort)
{
	struct top_list_row *row;
	size_t i;

	*list = (struct top_list){ .count = 0 };
	list->row = calloc(listeners->count + 1, sizeof(*list->row));
	if (!list->row)
		return -ENOMEM;
	for (i = 0; i < listeners->count; i++) {
		if (!mentions(&listeners->listener[i], text))
			continue;
		row = &list->row[list->count++];
		*row = make_row(&listeners->listener[i]);
		list->critical += row->severity == SEVERITY_CRITICAL;
		list->warning += row->severity == SEVERITY_WARNING;
	}
	qsort_r(list->row, list->count, sizeof(*list->row), compare, &sort);
	return 0;
}

void top_list_free(struct top_list *list)
{
	free(list->row);
	*list = (struct top_list){ .count = 0 };
}
