/* SPDX-License-Identifier: GPL-2.0-only */
/* How often each TCP state followed another, in each network namespace. */
#ifndef LQ_TRANSITIONS_H
#define LQ_TRANSITIONS_H

#include "table/table.h"

struct sock;

/* Context: process, may sleep; before the probes. Return: 0 or an error. */
int lq_transitions_init(void);

/* Context: process, may sleep; after the probes. */
void lq_transitions_uninit(void);

/**
 * lq_transitions_on_set_state() - a socket goes from one state to another
 * @hits: counts the calls, see hits.h
 * @sk: the socket; ignored unless it is TCP's
 * @from: the state before
 * @to: the state after; ignored if it is the same
 *
 * For the tracepoint inet_sock_set_state itself: ten of them are passed for each
 * connection over loopback, so that each call on the way here would be ten.
 *
 * Context: any but NMI.
 */
void lq_transitions_on_set_state(void *hits, const struct sock *sk,
				 const int from, const int to);

/* The table "# listenq-transitions", of all namespaces. */
extern const struct lq_table lq_transitions;

#endif /* LQ_TRANSITIONS_H */
