/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The oldest kernel of tests/kernels, and what none of them is. DKMS does the same
 * by what dkms.conf says, but not before its version 3.0.11.
 */
#ifndef LQ_COMPAT_FLOOR_H
#define LQ_COMPAT_FLOOR_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 10, 0)
#error "listenq needs Linux 5.10 or newer"
#endif

/* Handlers allocate with preemption off, where the allocator sleeps on PREEMPT_RT. */
#ifdef CONFIG_PREEMPT_RT
#error "listenq does not run on PREEMPT_RT kernels"
#endif

/* Counters are 64 bits, written and read without a lock. */
#ifndef CONFIG_64BIT
#error "listenq needs a 64-bit kernel"
#endif

#endif /* LQ_COMPAT_FLOOR_H */
