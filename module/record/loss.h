/* SPDX-License-Identifier: GPL-2.0-only */
/* What the module itself has lost since it was loaded. */
#ifndef LQ_LOSS_H
#define LQ_LOSS_H

#include <linux/types.h>

enum lq_loss {
	LQ_LOSS_UNRECORDED,	/* events of listeners beyond the cap */
	LQ_LOSS_NO_MEMORY,	/* events lost to a failed allocation */
	LQ_NR_LOSSES
};

/* One more. Context: any. */
void lq_loss_note(enum lq_loss loss);

/* How many, on all CPUs. Context: any. */
u64 lq_loss_sum(enum lq_loss loss);

#endif /* LQ_LOSS_H */
