// SPDX-License-Identifier: GPL-2.0-only
#include <linux/atomic.h>
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/user_namespace.h>

#include "table/rows.h"

#define ROOM_FIRST	64
#define ROOM_MAX	1048576

/*
 * An open table keeps its rows in memory, and a process may open it once for
 * each descriptor. All rows together may take this fraction of RAM; root may go
 * beyond.
 */
#define PART_OF_MEMORY	16

static atomic_long_t taken;		/* bytes of all rows */

static bool take(size_t bytes)
{
	long most = totalram_pages() / PART_OF_MEMORY * PAGE_SIZE;

	if (atomic_long_add_return(bytes, &taken) <= most ||
	    ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN))
		return true;
	atomic_long_sub(bytes, &taken);
	return false;
}

static int set_room(struct lq_rows *rows, size_t room)
{
	char *row = NULL;

	if (take(room * rows->size)) {
		row = kvmalloc_array(room, rows->size, GFP_KERNEL_ACCOUNT);
		if (!row)
			atomic_long_sub(room * rows->size, &taken);
	}
	if (!row)
		return -ENOMEM;
	if (rows->n)
		memcpy(row, rows->row, rows->n * rows->size);
	lq_rows_free(rows);
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
	atomic_long_sub(rows->room * rows->size, &taken);
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

void *lq_rows_append(struct lq_rows *rows)
{
	int err = lq_rows_reserve(rows, 1);

	return err ? ERR_PTR(err) : lq_rows_add(rows, 1);
}
