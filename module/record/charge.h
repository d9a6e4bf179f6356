/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Charges what is remembered of a listener to the memory cgroup of its socket.
 * Nothing can be charged while a handler takes it from a reserve: it is
 * afterwards, on kernels that can charge memory that exists (6.12 on).
 */
#ifndef LQ_CHARGE_H
#define LQ_CHARGE_H

struct sock;

/**
 * lq_charge() - charge an object
 * @object: from a reserve, or NULL; nothing happens if it has been charged
 * @sk: the listener, alive; its cgroup may come to use more than its limit, as
 *	by any atomic allocation
 *
 * Context: process, in an RCU read section.
 */
void lq_charge(void *object, const struct sock *sk);

#endif /* LQ_CHARGE_H */
