// SPDX-License-Identifier: GPL-2.0-only
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/user_namespace.h>

#include "kernel/process.h"

bool lq_process_is_current(const struct lq_process *process)
{
	return process->pid == current->tgid &&
	       process->start == current->group_leader->start_time;
}

/* The name may be changing: it always ends with a NUL. */
static void copy_comm(char *to, const struct task_struct *task)
{
	/* It is a name that the process gave itself. */
	data_race(strscpy(to, task->comm, TASK_COMM_LEN));
}

void lq_process_of_current(struct lq_process *process)
{
	const struct task_struct *leader = current->group_leader;

	process->pid = current->tgid;
	process->start = leader->start_time;
	process->uid = current_uid();
	copy_comm(process->comm, leader);
}

bool lq_process_are_hidden(const struct file *file)
{
	const struct super_block *sb = file_inode(file)->i_sb;
	const struct proc_fs_info *info;

	if (sb->s_magic != PROC_SUPER_MAGIC)
		return false;
	info = sb->s_fs_info;
	return info->hide_pid != HIDEPID_OFF && !in_group_p(info->pid_gid);
}

static bool is_hidden(const struct lq_process *process)
{
	return !uid_eq(process->uid, current_fsuid()) &&
	       !ns_capable_noaudit(&init_user_ns, CAP_SYS_PTRACE);
}

/* Context: an RCU read section. Returns NULL if it is gone. */
static const struct task_struct *task_of(const struct lq_process *process)
{
	struct pid *pid = find_pid_ns(process->pid, &init_pid_ns);
	const struct task_struct *task = pid ? pid_task(pid, PIDTYPE_TGID) :
					       NULL;

	return task && task->start_time == process->start ? task : NULL;
}

static void forget(struct lq_process *process)
{
	process->pid = 0;
	process->comm[0] = '\0';
}

void lq_process_show(struct lq_process *process, bool hidden)
{
	const struct pid_namespace *ns = task_active_pid_ns(current);
	const struct task_struct *task;

	if (!process->pid)
		return;
	if (hidden && is_hidden(process)) {
		forget(process);
		return;
	}
	rcu_read_lock();
	task = task_of(process);
	if (task) {
		process->pid = task_tgid_nr_ns((struct task_struct *)task,
					       (struct pid_namespace *)ns);
		copy_comm(process->comm, task);
		if (!process->pid)
			forget(process);
	} else {
		process->pid = 0;
		if (ns != &init_pid_ns)
			forget(process);
	}
	rcu_read_unlock();
}
