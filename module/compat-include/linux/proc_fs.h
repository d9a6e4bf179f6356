/* SPDX-License-Identifier: GPL-2.0-only */
/* pde_data() was PDE_DATA() before 5.17. */
#ifndef LQ_COMPAT_LINUX_PROC_FS_H
#define LQ_COMPAT_LINUX_PROC_FS_H

#include_next <linux/proc_fs.h>

#ifndef LQ_HAVE_PDE_DATA
#define pde_data(inode) PDE_DATA(inode)
#endif

#endif /* LQ_COMPAT_LINUX_PROC_FS_H */
