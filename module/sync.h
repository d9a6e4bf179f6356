/* SPDX-License-Identifier: GPL-2.0-only */
/* Every ten seconds, the records are held against the kernel's listeners. */
#ifndef LQ_SYNC_H
#define LQ_SYNC_H

/*
 * init makes the records of all listeners there are before it returns.
 * Context: process, may sleep; between records and probes on the one side and
 * the files on the other.
 */
void lq_sync_init(void);
void lq_sync_uninit(void);

#endif /* LQ_SYNC_H */
