/* SPDX-License-Identifier: GPL-2.0-only */
/* system_dfl_wq was system_unbound_wq before 6.17. */
#ifndef LQ_COMPAT_LINUX_WORKQUEUE_H
#define LQ_COMPAT_LINUX_WORKQUEUE_H

#include_next <linux/workqueue.h>

#ifndef LQ_HAVE_DFL_WQ
#define system_dfl_wq system_unbound_wq
#endif

#endif /* LQ_COMPAT_LINUX_WORKQUEUE_H */
