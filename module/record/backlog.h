/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Keeps the backlog that a program passes to listen() from the entry of the
 * system call, where net.core.somaxconn has not been applied yet, to the
 * function in which the socket is known.
 */
#ifndef LQ_BACKLOG_H
#define LQ_BACKLOG_H

#include <linux/types.h>

struct sock;

/**
 * lq_backlog_note() - remember the backlog that the current task requests
 * @backlog: the second argument of listen()
 * @inode: inode number of the socket, 0 if not known
 *
 * Context: process, preemption off. Takes a raw spinlock.
 */
void lq_backlog_note(u32 backlog, unsigned long inode);

/**
 * lq_backlog_take() - get and forget the backlog that the current task
 *	requested for a socket
 * @sk: the socket, which is about to listen with
 * @granted: that backlog
 *
 * A note of another system call is of another socket: of one that is not TCP,
 * while this one is the kernel's own. So is one that does not explain what was
 * granted.
 *
 * Context: process, preemption off. Takes a raw spinlock.
 * Return: the backlog, or -1 if it is not known.
 */
s64 lq_backlog_take(const struct sock *sk, u32 granted);

#endif /* LQ_BACKLOG_H */
