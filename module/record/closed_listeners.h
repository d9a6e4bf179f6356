/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Remembers the addresses of the last listeners that closed: their connections
 * outlive them.
 */
#ifndef LQ_CLOSED_LISTENERS_H
#define LQ_CLOSED_LISTENERS_H

#include <linux/types.h>

#include "kernel/endpoint.h"

struct net;
struct sock;

#define LQ_CLOSED_LISTENERS_MAX 1024

struct lq_closed_listener {
	struct lq_listening at;
	const struct net *net;	/* compared, never followed; NULL: empty */
	u32 netns;		/* inode number of the namespace */
};

/**
 * lq_closed_listeners_init() - begin to remember closed listeners
 *
 * Context: process, may sleep; before the probes.
 * Return: 0 or the error of register_pernet_subsys().
 */
int lq_closed_listeners_init(void);
/**
 * lq_closed_listeners_uninit() - forget all closed listeners
 *
 * Context: process, may sleep; after the probes.
 */
void lq_closed_listeners_uninit(void);

/**
 * lq_closed_listeners_note() - remember a listener that has stopped listening
 * @sk: the listener, which still has its address
 *
 * Forgets the oldest one if all places are taken. Does nothing if the address
 * is remembered already, or if the namespace is being dismantled.
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes a
 * raw spinlock with interrupts off.
 */
void lq_closed_listeners_note(const struct sock *sk);

/**
 * lq_closed_listeners_copy() - copy all closed listeners that are remembered
 * @closed: an array of LQ_CLOSED_LISTENERS_MAX
 *
 * Context: any but NMI. Holds a raw spinlock with interrupts off while it
 * copies.
 */
void lq_closed_listeners_copy(struct lq_closed_listener *closed);

/**
 * lq_closed_listeners_forgotten() - count the closed listeners that made room
 *	for later ones
 *
 * Context: any but NMI. Takes a raw spinlock.
 * Return: their number since the module was loaded.
 */
u64 lq_closed_listeners_forgotten(void);

#endif /* LQ_CLOSED_LISTENERS_H */
