/* SPDX-License-Identifier: GPL-2.0-only */
/* Adds rows for the listeners that the kernel has now. */
#ifndef LQ_LISTENER_ROWS_H
#define LQ_LISTENER_ROWS_H

#include <linux/types.h>

struct lq_rows;
struct net;
struct sock;

/**
 * lq_listener_rows() - add rows for each listener
 * @rows: the rows are added here
 * @net: the namespace of the listeners, alive; or NULL for all
 * @each: the number of rows of a listener
 * @fill: fills the rows of a listener, which are all zero; called in an RCU
 *	read section, must not sleep
 *
 * Context: process, may sleep.
 * Return: 0, -ENOMEM, or -EFBIG for more than a million rows.
 */
int lq_listener_rows(struct lq_rows *rows, const struct net *net,
		     unsigned int each,
		     void (*fill)(void *rows, const struct sock *sk));

#endif /* LQ_LISTENER_ROWS_H */
