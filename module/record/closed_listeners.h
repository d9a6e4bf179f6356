/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where listeners that have closed had listened: their connections go on
 * without them. The last thousand are remembered.
 */
#ifndef LQ_CLOSED_LISTENERS_H
#define LQ_CLOSED_LISTENERS_H

#include <linux/types.h>

#include "kernel/endpoint.h"

struct net;
struct sock;

#define LQ_CLOSED_MAX 1024

struct lq_closed {
	struct lq_listening at;
	const struct net *net;	/* to compare only; NULL: an empty place */
	u32 netns;		/* its inode number */
};

/* Context: process, may sleep. Return: 0 or an error. */
int lq_closed_init(void);
void lq_closed_uninit(void);

/**
 * lq_closed_note() - a listener has stopped listening
 * @sk: the listener; it still has its address
 *
 * The oldest that is remembered makes room.
 *
 * Context: any but NMI, in an RCU read section or with preemption off.
 */
void lq_closed_note(const struct sock *sk);

/**
 * lq_closed_copy() - all that are remembered
 * @closed: room for LQ_CLOSED_MAX
 *
 * Context: any but NMI.
 */
void lq_closed_copy(struct lq_closed *closed);

/* How many were forgotten to make room. Context: any. */
u64 lq_closed_forgotten(void);

#endif /* LQ_CLOSED_LISTENERS_H */
