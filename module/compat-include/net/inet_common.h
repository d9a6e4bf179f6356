/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * __inet_accept() was split out of inet_accept() in 6.4; stable 6.1 has it too.
 * Where it is missing it is declared, never defined: its type can be asked
 * for, and the probe on it finds no symbol.
 */
#ifndef LQ_COMPAT_NET_INET_COMMON_H
#define LQ_COMPAT_NET_INET_COMMON_H

#include <net/sock.h>	/* which 5.10's needs and does not include */

#include_next <net/inet_common.h>

#ifndef LQ_HAVE_INET_ACCEPT
void __inet_accept(struct socket *sock, struct socket *newsock,
		   struct sock *newsk);
#endif

#endif /* LQ_COMPAT_NET_INET_COMMON_H */
