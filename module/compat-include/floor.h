/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Refuses to build for kernels older than those of tests/kernels, for
 * PREEMPT_RT and for 32 bits. dkms.conf makes DKMS do the same, but only from
 * its version 3.0.11 on.
 */
#ifndef LQ_COMPAT_FLOOR_H
#define LQ_COMPAT_FLOOR_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 10, 0)
#error "listenq needs Linux 5.10 or newer"
#endif

/*
 * Handlers keep per CPU what became of a packet so far. Softirqs are threads on
 * PREEMPT_RT, and no test has run there.
 */
#ifdef CONFIG_PREEMPT_RT
#error "listenq does not run on PREEMPT_RT kernels"
#endif

/* Counters of 64 bits are read and written as one word, without a lock. */
#ifndef CONFIG_64BIT
#error "listenq needs a 64-bit kernel"
#endif

#endif /* LQ_COMPAT_FLOOR_H */
