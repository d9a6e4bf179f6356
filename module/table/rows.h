/* SPDX-License-Identifier: GPL-2.0-only */
/* An array of rows that grows, up to a million. */
#ifndef LQ_ROWS_H
#define LQ_ROWS_H

#include <linux/types.h>

struct lq_rows {
	char *row;
	size_t size;	/* of one */
	size_t n;
	size_t room;
};

/**
 * lq_rows_init() - room for the first rows
 * @rows: whatever is in it
 * @size: of a row, in bytes
 *
 * Memory is charged to the caller's cgroup; all rows together may take a
 * sixteenth of it, and those of root more.
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM; rows are to be freed in both cases.
 */
int lq_rows_init(struct lq_rows *rows, size_t size);
void lq_rows_free(struct lq_rows *rows);

/**
 * lq_rows_add() - some more rows at the end
 * @rows: the rows
 * @n: how many
 *
 * Context: any.
 * Return: the first of them, all zero; NULL when there is no room.
 */
void *lq_rows_add(struct lq_rows *rows, size_t n);

/**
 * lq_rows_grow() - make room for as many again
 * @rows: the rows; pointers to them are void afterwards
 *
 * Context: process, may sleep.
 * Return: 0, -ENOMEM, or -EFBIG for more than a million rows.
 */
int lq_rows_grow(struct lq_rows *rows);

/**
 * lq_rows_append() - one more row at the end, and room for it
 * @rows: the rows; pointers to others are void afterwards
 *
 * Context: process, may sleep.
 * Return: the row, all zero, or an ERR_PTR as of lq_rows_grow().
 */
void *lq_rows_append(struct lq_rows *rows);

static inline void *lq_rows_at(const struct lq_rows *rows, size_t i)
{
	return rows->row + i * rows->size;
}

#endif /* LQ_ROWS_H */
