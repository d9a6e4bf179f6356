/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The backlog that a program asks listen() for, from where it is still known,
 * at the system call's beginning, to where the socket is known.
 */
#ifndef LQ_BACKLOG_H
#define LQ_BACKLOG_H

#include <linux/types.h>

/**
 * lq_asked_note() - the current task asks for a backlog
 * @backlog: what it gives to listen(), before the kernel cuts it
 *
 * Context: process, preemption off.
 */
void lq_asked_note(u32 backlog);

/**
 * lq_asked_take() - what the current task has asked for
 *
 * Context: process, preemption off.
 * Return: the backlog, or -1 if it is not known; it is not a second time.
 */
s64 lq_asked_take(void);

#endif /* LQ_BACKLOG_H */
