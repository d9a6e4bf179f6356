/* SPDX-License-Identifier: GPL-2.0-only */
/* /proc/net/listenq, in every network namespace there is and will be. */
#ifndef LQ_PROC_H
#define LQ_PROC_H

/* Context: process, may sleep. uninit waits for readers and shuts them out. */
int lq_proc_init(void);
void lq_proc_uninit(void);

#endif /* LQ_PROC_H */
