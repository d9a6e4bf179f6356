/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * __inet_accept() was split out of inet_accept() in 6.4; stable 6.1 has it too.
 * Kernels without it get a declaration, never a definition: the check of its
 * prototype compiles, and the probe on it finds no symbol.
 */
#ifndef LQ_COMPAT_NET_INET_COMMON_H
#define LQ_COMPAT_NET_INET_COMMON_H

#include <net/sock.h>	/* needed by the header of 5.10, which does not include it */

#include_next <net/inet_common.h>

#ifndef LQ_HAVE_INET_ACCEPT
void __inet_accept(struct socket *sock, struct socket *newsock,
		   struct sock *newsk);
#endif

#endif /* LQ_COMPAT_NET_INET_COMMON_H */
