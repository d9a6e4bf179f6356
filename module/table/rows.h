/* SPDX-License-Identifier: GPL-2.0-only */
/* An array of rows that grows, up to a million rows. */
#ifndef LQ_ROWS_H
#define LQ_ROWS_H

#include <linux/types.h>

struct lq_quota;
struct net;

struct lq_rows {
	char *row;
	size_t size;	/* of a row, in bytes */
	size_t n;	/* rows that there are */
	size_t room;	/* rows that there is room for */
	struct lq_quota *quota;
};

/**
 * lq_rows_init() - allocate room for the first rows
 * @rows: uninitialised
 * @size: size of a row in bytes
 * @net: the namespace that they are of, alive; or NULL for all
 *
 * Memory is charged to the caller's cgroup and taken from his quota
 * (lq_quota_get()).
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM; lq_rows_free() must be called in both cases.
 */
int lq_rows_init(struct lq_rows *rows, size_t size, const struct net *net);

/**
 * lq_rows_free() - free all rows
 * @rows: the rows
 *
 * Context: process, may sleep.
 */
void lq_rows_free(struct lq_rows *rows);

/**
 * lq_rows_reserve() - make room for more rows, at least doubling it
 * @rows: the rows; pointers to them become invalid
 * @n: the number of rows that are to be added, at most four
 *
 * Context: process, may sleep.
 * Return: 0, -ENOMEM, or -EFBIG for more than a million rows.
 */
int lq_rows_reserve(struct lq_rows *rows, size_t n);

/**
 * lq_rows_add() - add rows at the end, for which there is room
 * @rows: the rows
 * @n: the number of rows to add
 *
 * Context: any.
 * Return: the first of them, all zero.
 */
void *lq_rows_add(struct lq_rows *rows, size_t n);

/**
 * lq_rows_append() - add a row at the end, and make room for it
 * @rows: the rows; pointers to them become invalid
 *
 * Context: process, may sleep.
 * Return: the row, all zero, or an ERR_PTR() with an error of lq_rows_reserve().
 */
void *lq_rows_append(struct lq_rows *rows);

/**
 * lq_rows_keep() - remove rows
 * @rows: the rows; the numbers of those that stay change
 * @is_kept: says whether a row stays
 *
 * Context: as that of @is_kept.
 */
void lq_rows_keep(struct lq_rows *rows, bool (*is_kept)(const void *row));

/**
 * lq_rows_at() - get a row
 * @rows: the rows
 * @i: its number, from 0
 *
 * Context: any.
 * Return: the row.
 */
static inline void *lq_rows_at(const struct lq_rows *rows, size_t i)
{
	return rows->row + i * rows->size;
}

#endif /* LQ_ROWS_H */
