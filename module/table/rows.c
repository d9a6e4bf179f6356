// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "table/quota.h"
#include "table/rows.h"

#define ROOM_FIRST	4
#define ROOM_MAX	1048576

static int set_room(struct lq_rows *rows, size_t room)
{
	char *row;

	if (!lq_quota_take(rows->quota, room * rows->size))
		return -ENOMEM;
	row = kvmalloc_array(room, rows->size, GFP_KERNEL_ACCOUNT);
	if (!row) {
		lq_quota_give(rows->quota, room * rows->size);
		return -ENOMEM;
	}
	if (rows->n)
		memcpy(row, rows->row, rows->n * rows->size);
	kvfree(rows->row);
	lq_quota_give(rows->quota, rows->room * rows->size);
	rows->row = row;
	rows->room = room;
	return 0;
}

int lq_rows_init(struct lq_rows *rows, size_t size, const struct net *net)
{
	*rows = (struct lq_rows){ .size = size, .quota = lq_quota_get(net) };
	return rows->quota ? set_room(rows, ROOM_FIRST) : -ENOMEM;
}

void lq_rows_free(struct lq_rows *rows)
{
	if (!rows->quota)
		return;
	kvfree(rows->row);
	lq_quota_give(rows->quota, rows->room * rows->size);
	lq_quota_put(rows->quota);
}

int lq_rows_reserve(struct lq_rows *rows, size_t n)
{
	if (likely(n <= rows->room - rows->n))
		return 0;
	if (rows->room >= ROOM_MAX)
		return -EFBIG;
	return set_room(rows, rows->room * 2);
}

void *lq_rows_add(struct lq_rows *rows, size_t n)
{
	void *row = lq_rows_at(rows, rows->n);

	rows->n += n;
	return memset(row, 0, n * rows->size);
}

void lq_rows_keep(struct lq_rows *rows, bool (*is_kept)(const void *row))
{
	size_t i, n = 0;
	char *row, *to;

	for (i = 0; i < rows->n; i++) {
		row = lq_rows_at(rows, i);
		if (!is_kept(row))
			continue;
		to = lq_rows_at(rows, n++);
		if (to != row)
			memcpy(to, row, rows->size);
	}
	rows->n = n;
}

void *lq_rows_append(struct lq_rows *rows)
{
	int err = lq_rows_reserve(rows, 1);

	return err ? ERR_PTR(err) : lq_rows_add(rows, 1);
}
