/* SPDX-License-Identifier: GPL-2.0-only */
/* The files /proc/net/listenq... of every network namespace. */
#ifndef LQ_PROC_H
#define LQ_PROC_H

#include <linux/types.h>

/**
 * lq_proc_init() - create the files in all namespaces, present and future
 * @root_only: nobody but root of the namespace may read them
 *
 * Context: process, may sleep; after records, probes and sync.
 * Return: 0 or the error of register_pernet_subsys().
 */
int lq_proc_init(bool root_only);

/**
 * lq_proc_uninit() - remove the files
 *
 * Makes every further read() fail with EIO. Waits for those that are running,
 * which wait for nobody (lq_copy_out()).
 *
 * Context: process, may sleep; before sync, probes and records.
 */
void lq_proc_uninit(void);

#endif /* LQ_PROC_H */
