/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Keeps the backlog that a program passes to listen() from the entry of the
 * system call, where net.core.somaxconn has not been applied yet, to the
 * function in which the socket is known.
 */
#ifndef LQ_BACKLOG_H
#define LQ_BACKLOG_H

#include <linux/types.h>

/**
 * lq_backlog_note() - remember the backlog that the current task requests
 * @backlog: the second argument of listen()
 *
 * Context: process, preemption off. Takes a raw spinlock.
 */
void lq_backlog_note(u32 backlog);

/**
 * lq_backlog_take() - get and forget the backlog that the current task
 *	requested
 *
 * Context: process, preemption off. Takes a raw spinlock.
 * Return: the backlog, or -1 if it is not known.
 */
s64 lq_backlog_take(void);

#endif /* LQ_BACKLOG_H */
