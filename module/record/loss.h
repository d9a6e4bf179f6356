/* SPDX-License-Identifier: GPL-2.0-only */
/* Counts the events that the module could not record since it was loaded. */
#ifndef LQ_LOSS_H
#define LQ_LOSS_H

#include <linux/types.h>

enum lq_loss {
	LQ_LOSS_UNRECORDED,	/* events of listeners beyond the cap */
	LQ_LOSS_OVER_SHARE,	/* events of listeners beyond somebody's share */
	LQ_LOSS_NO_MEMORY,	/* events for which memory was short */
	LQ_NR_LOSSES
};

/**
 * lq_loss_note() - count one lost event
 * @loss: why it was lost
 *
 * Context: any.
 */
void lq_loss_note(enum lq_loss loss);

/**
 * lq_loss_sum() - add up the lost events of all CPUs
 * @loss: why they were lost
 *
 * Context: any.
 * Return: their number since the module was loaded.
 */
u64 lq_loss_sum(enum lq_loss loss);

#endif /* LQ_LOSS_H */
