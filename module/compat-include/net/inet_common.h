/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LQ_COMPAT_NET_INET_COMMON_H
#define LQ_COMPAT_NET_INET_COMMON_H

#include <net/sock.h>	/* needed by the header of 5.10, which does not include it */

#include_next <net/inet_common.h>

#endif /* LQ_COMPAT_NET_INET_COMMON_H */
