/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory that is set aside for handlers: they neither allocate nor free, which
 * they could not on a PREEMPT_RT kernel and should not on any. A work item
 * allocates what they take.
 */
#ifndef LQ_RESERVE_H
#define LQ_RESERVE_H

#include <linux/types.h>

/* What objects are for; those of a kind have one size. */
enum lq_reserve_kind {
	LQ_RESERVE_RECORD,
	LQ_RESERVE_SLOT,
	LQ_RESERVE_TOTALS,
	LQ_RESERVE_USER,
	LQ_NR_RESERVES
};

/**
 * lq_reserve_add() - make the reserve of a kind, and fill it
 * @kind: the kind, not made yet
 * @name: the name of its slab cache
 * @size: of an object, not less than a pointer
 * @most: number of objects set aside, at least 1
 *
 * Context: process, may sleep; before the probes.
 * Return: 0 or -ENOMEM.
 */
int lq_reserve_add(enum lq_reserve_kind kind, const char *name, size_t size,
		   unsigned int most);

/**
 * lq_reserve_init() - make what refills the reserves
 *
 * Context: process, may sleep; before lq_reserve_add().
 * Return: 0 or -ENOMEM.
 */
int lq_reserve_init(void);

/**
 * lq_reserve_uninit() - free all that is set aside
 *
 * Context: process, may sleep; after the probes, and after all objects have
 * been freed.
 */
void lq_reserve_uninit(void);

/**
 * lq_reserve_take() - take an object
 * @kind: its kind
 *
 * Context: any but NMI; meant for handlers. Takes a raw spinlock with
 * interrupts off unless there is nothing to take.
 * Return: the object, all zero; NULL if the reserve is used up.
 */
void *lq_reserve_take(enum lq_reserve_kind kind);

/**
 * lq_reserve_give() - give back an object that was not used
 * @kind: its kind
 * @object: from lq_reserve_take(); nobody else has seen it
 *
 * Context: any but NMI; meant for handlers. Takes a raw spinlock with
 * interrupts off.
 */
void lq_reserve_give(enum lq_reserve_kind kind, void *object);

/**
 * lq_reserve_alloc() - allocate an object, beside what is set aside
 * @kind: its kind
 *
 * Context: no handler; an RCU read section will do.
 * Return: the object, all zero; NULL if memory is short.
 */
void *lq_reserve_alloc(enum lq_reserve_kind kind);

/**
 * lq_reserve_free() - free an object
 * @kind: its kind
 * @object: from lq_reserve_take() or lq_reserve_alloc(), or NULL
 *
 * Context: no handler; softirq or process.
 */
void lq_reserve_free(enum lq_reserve_kind kind, void *object);

#endif /* LQ_RESERVE_H */
