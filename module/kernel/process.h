/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A process as it is noted when it does something, without a reference to it: a
 * later process of the same number has another start.
 */
#ifndef LQ_PROCESS_H
#define LQ_PROCESS_H

#include <linux/sched.h>
#include <linux/types.h>
#include <linux/uidgid.h>

struct file;

struct lq_process {
	u64 start;		/* when it began, ns of CLOCK_MONOTONIC */
	pid_t pid;		/* in the initial pid namespace; 0: unknown */
	kuid_t uid;
	char comm[TASK_COMM_LEN];
};

/**
 * lq_process_is_current() - say whether a process is the current one
 * @process: the process
 *
 * Context: process, preemption off.
 * Return: true if it is.
 */
bool lq_process_is_current(const struct lq_process *process);

/**
 * lq_process_of_current() - note the current process
 * @process: the result: the process of the current thread
 *
 * Context: process, preemption off.
 */
void lq_process_of_current(struct lq_process *process);

/**
 * lq_process_are_hidden() - say whether a file hides other users' processes
 * @file: the file
 *
 * Context: process.
 * Return: true for a file in a /proc that is mounted with hidepid, unless the
 * current user is in the group that may see them.
 */
bool lq_process_are_hidden(const struct file *file);

/**
 * lq_process_show() - make a process what the current one may see of it
 * @process: the process; its number is changed to that in the current pid
 *	namespace, or 0, and its name to the one that it has now, or ""
 * @hidden: show only processes of the same user, unless the current one has
 *	CAP_SYS_PTRACE
 *
 * A process that is in no pid namespace of the current one's is not shown. Of a
 * process that is gone only the name is, and that to the initial pid namespace:
 * where it was is not known any more.
 *
 * Context: process.
 */
void lq_process_show(struct lq_process *process, bool hidden);

#endif /* LQ_PROCESS_H */
