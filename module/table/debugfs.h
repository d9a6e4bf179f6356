/* SPDX-License-Identifier: GPL-2.0-only */
/* What root may see: all namespaces at once, and how the module itself fares. */
#ifndef LQ_DEBUGFS_H
#define LQ_DEBUGFS_H

/* Context: process, may sleep. Without debugfs there is nothing, no error. */
void lq_debugfs_init(void);
void lq_debugfs_uninit(void);

#endif /* LQ_DEBUGFS_H */
