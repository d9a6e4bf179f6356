/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whose connections the calls of accept() wait for, on kernels without
 * __inet_accept(), which is passed both the listener and the connection. There
 * inet_accept() is passed the listener and the new socket, and
 * security_sock_graft(), when it has succeeded, the connection and the same new
 * socket.
 *
 * A bounded table. An accept() that fails leaves its entry, which its task
 * overwrites by the next one on that new socket, or another task when there is no
 * room: each bucket forgets its oldest.
 */
#ifndef LQ_ACCEPTING_H
#define LQ_ACCEPTING_H

#include <linux/types.h>

struct sock;
struct socket;

/* The listener of an accept(). */
struct lq_accepting {
	const struct sock *sk;		/* a key; alive until accept() returns */
	unsigned long mptcp_inode;	/* instead of it; 0: it is TCP's */
};

/**
 * lq_accepting_note() - remember the listener of an accept()
 * @newsock: the new socket
 * @listener: the listener
 *
 * Context: process, preemption off, at the entry of inet_accept(). Takes a raw
 * spinlock.
 */
void lq_accepting_note(const struct socket *newsock,
		       const struct lq_accepting *listener);

/**
 * lq_accepting_take() - get and forget the listener of an accept()
 * @newsock: the new socket
 * @listener: the result
 *
 * Context: process, preemption off, in the same call as lq_accepting_note().
 * Takes a raw spinlock.
 * Return: false if none is known: the new socket is none of inet_accept(), the
 * call began before the module was loaded, or there was no room.
 */
bool lq_accepting_take(const struct socket *newsock,
		       struct lq_accepting *listener);

/**
 * lq_accepting_forgets() - say whether there was ever no room for a call
 *
 * Context: any.
 * Return: true if a call may not be known for that reason.
 */
bool lq_accepting_forgets(void);

#endif /* LQ_ACCEPTING_H */
