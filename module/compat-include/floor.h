/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The oldest kernel of tests/kernels. DKMS does the same by what dkms.conf says,
 * but not before its version 3.0.11.
 */
#ifndef LQ_COMPAT_FLOOR_H
#define LQ_COMPAT_FLOOR_H

#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 10, 0)
#error "listenq needs Linux 5.10 or newer"
#endif

#endif /* LQ_COMPAT_FLOOR_H */
