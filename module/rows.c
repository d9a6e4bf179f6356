// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/string.h>

#include "rows.h"

#define ROOM_FIRST	64
#define ROOM_MAX	1048576

static int set_room(struct lq_rows *rows, size_t room)
{
	char *row = kvmalloc_array(room, rows->size, GFP_KERNEL_ACCOUNT);

	if (!row)
		return -ENOMEM;
	if (rows->n)
		memcpy(row, rows->row, rows->n * rows->size);
	kvfree(rows->row);
	rows->row = row;
	rows->room = room;
	return 0;
}

int lq_rows_init(struct lq_rows *rows, size_t size)
{
	*rows = (struct lq_rows){ .size = size };
	return set_room(rows, ROOM_FIRST);
}

void lq_rows_free(struct lq_rows *rows)
{
	kvfree(rows->row);
}

void *lq_rows_add(struct lq_rows *rows, size_t n)
{
	void *row = lq_rows_at(rows, rows->n);

	if (n > rows->room - rows->n)
		return NULL;
	rows->n += n;
	return memset(row, 0, n * rows->size);
}

int lq_rows_grow(struct lq_rows *rows)
{
	if (rows->room >= ROOM_MAX)
		return -EFBIG;
	return set_room(rows, rows->room * 2);
}

void *lq_rows_append(struct lq_rows *rows)
{
	void *row = lq_rows_add(rows, 1);
	int err;

	if (row)
		return row;
	err = lq_rows_grow(rows);
	return err ? ERR_PTR(err) : lq_rows_add(rows, 1);
}
