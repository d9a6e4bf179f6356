/* SPDX-License-Identifier: GPL-2.0-only */
/* Rows of the listeners that the kernel has now. */
#ifndef LQ_LISTENER_ROWS_H
#define LQ_LISTENER_ROWS_H

#include <linux/types.h>

struct lq_rows;
struct net;
struct sock;

/**
 * lq_collect() - some rows for each listener
 * @rows: where they are added
 * @net: the namespace whose listeners they are, or NULL for all
 * @each: how many a listener has
 * @fill: fills them, zero before; in an RCU read section, may not sleep
 *
 * Context: process, may sleep.
 * Return: 0, -ENOMEM, or -EFBIG for more than a million rows.
 */
int lq_collect(struct lq_rows *rows, const struct net *net, unsigned int each,
	       void (*fill)(void *rows, const struct sock *sk));

#endif /* LQ_LISTENER_ROWS_H */
