/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Wakes the worker that builds the episodes (record/episode.h) at the first
 * drop or cookie. While it is awake, an event costs the test of one word that
 * nobody writes.
 */
#ifndef LQ_WAKE_H
#define LQ_WAKE_H

#include <linux/compiler.h>
#include <linux/types.h>

extern bool lq_awake;

/**
 * lq_wake_now() - wake the worker
 *
 * The slow path of lq_wake().
 *
 * Context: any but NMI, preemption off. Takes no lock.
 */
void lq_wake_now(void);

/**
 * lq_wake() - wake the worker, unless it is awake
 *
 * Called for each drop and each cookie.
 *
 * Context: any but NMI, preemption off. Takes no lock.
 */
static inline void lq_wake(void)
{
	if (unlikely(!READ_ONCE(lq_awake)))
		lq_wake_now();
}

/**
 * lq_wake_sleep() - note that the worker sleeps, or is about to look
 *
 * An event after this wakes it.
 *
 * Context: process, the worker.
 * Return: whether it was awake.
 */
bool lq_wake_sleep(void);

/**
 * lq_wake_stay() - note that the worker will run again soon by itself
 *
 * Context: process, the worker.
 */
void lq_wake_stay(void);

/**
 * lq_wake_init() - say how the worker is woken
 * @wake: the function; called with interrupts off, or by a thread on
 *	PREEMPT_RT
 *
 * Context: process; before the probes.
 */
void lq_wake_init(void (*wake)(void));

/**
 * lq_wake_uninit() - wait until nobody wakes the worker any more
 *
 * Context: process, may sleep; after the probes.
 */
void lq_wake_uninit(void);

#endif /* LQ_WAKE_H */
