/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Makes the records match the kernel's listeners every ten seconds, and builds
 * the episodes: every second while one goes on.
 */
#ifndef LQ_SYNC_H
#define LQ_SYNC_H

/**
 * lq_sync_prepare() - make it possible to wake the worker
 *
 * Context: process; before the probes. lq_wake_uninit() is due after them.
 */
void lq_sync_prepare(void);

/**
 * lq_sync_init() - record all listeners that there are, and begin to do so
 *	every ten seconds
 *
 * Context: process, may sleep; after records and probes, before the files.
 */
void lq_sync_init(void);

/**
 * lq_sync_uninit() - stop
 *
 * Context: process, may sleep: waits for a run. After the files, before records
 * and probes.
 */
void lq_sync_uninit(void);

#endif /* LQ_SYNC_H */
