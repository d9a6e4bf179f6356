/* SPDX-License-Identifier: GPL-2.0-only */
/* What root may see: all namespaces at once, and how the module itself fares. */
#ifndef LQ_DEBUGFS_H
#define LQ_DEBUGFS_H

#include <linux/types.h>

/**
 * lq_debugfs_init() - make the files
 * @with_transitions: that one as well
 *
 * Without debugfs there are none, which is not an error.
 *
 * Context: process, may sleep.
 */
void lq_debugfs_init(bool with_transitions);

/* Remove them; waits for readers. Context: process, may sleep. */
void lq_debugfs_uninit(void);

#endif /* LQ_DEBUGFS_H */
