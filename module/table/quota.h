/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How much memory the open tables of one user in one network namespace may take:
 * nobody who opens many takes anything from others.
 */
#ifndef LQ_QUOTA_H
#define LQ_QUOTA_H

#include <linux/types.h>

struct lq_quota;
struct net;

/**
 * lq_quota_get() - find the quota of the caller, for a table that he opens
 * @net: the namespace of the table, alive; or NULL for all
 *
 * Context: process, may sleep.
 * Return: the quota, to be released by lq_quota_put(); or NULL for want of
 * memory.
 */
struct lq_quota *lq_quota_get(const struct net *net);

/**
 * lq_quota_put() - release the quota of a table that is closed
 * @quota: from lq_quota_get()
 *
 * Context: process, may sleep.
 */
void lq_quota_put(struct lq_quota *quota);

/**
 * lq_quota_take() - take some of a quota
 * @quota: from lq_quota_get()
 * @bytes: how much
 *
 * The only table that a user has open in a namespace may be of any size, and so
 * may all of root's.
 *
 * Context: process, may sleep.
 * Return: true if there was so much; it must be given back.
 */
bool lq_quota_take(struct lq_quota *quota, size_t bytes);

/**
 * lq_quota_give() - give back some of a quota
 * @quota: from lq_quota_get()
 * @bytes: how much, as taken
 *
 * Context: process, may sleep.
 */
void lq_quota_give(struct lq_quota *quota, size_t bytes);

#endif /* LQ_QUOTA_H */
