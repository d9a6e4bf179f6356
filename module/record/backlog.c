// SPDX-License-Identifier: GPL-2.0-only
/* A small hash table keyed by task. On a collision the older entry is lost. */
#include <linux/hash.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/spinlock.h>
#include <asm/syscall.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "record/backlog.h"

#define PLACE_BITS 6

struct place {
	const struct task_struct *task;	/* a key, never followed */
	int syscall;			/* in which it was noted */
	unsigned long inode;		/* of the socket; 0: not known */
	u32 backlog;
};

static DEFINE_RAW_SPINLOCK(backlog_lock);
static struct place places[1 << PLACE_BITS];	/* under backlog_lock */

static struct place *place_of_current(void)
{
	return &places[hash_ptr(current, PLACE_BITS)];
}

static int syscall_of_current(void)
{
	return syscall_get_nr(current, task_pt_regs(current));
}

void lq_backlog_note(u32 backlog, unsigned long inode)
{
	const struct place note = {
		.task = current,
		.syscall = syscall_of_current(),
		.inode = inode,
		.backlog = backlog,
	};
	unsigned long flags;

	raw_spin_lock_irqsave(&backlog_lock, flags);
	*place_of_current() = note;
	raw_spin_unlock_irqrestore(&backlog_lock, flags);
}

static bool note_take(struct place *note)
{
	struct place *place = place_of_current();
	unsigned long flags;

	raw_spin_lock_irqsave(&backlog_lock, flags);
	*note = *place;
	if (place->task == current)
		place->task = NULL;
	raw_spin_unlock_irqrestore(&backlog_lock, flags);
	return note->task == current;
}

/*
 * Says whether the note is of this socket. Only a system call that is no
 * listen(), as io_uring's, can hold several; it comes with the inode.
 */
static bool is_of(const struct place *note, const struct sock *sk)
{
	struct socket *sock = READ_ONCE(sk->sk_socket);

	if (note->syscall != syscall_of_current())
		return false;
	return !note->inode ||
	       (sock && SOCK_INODE(sock)->i_ino == note->inode);
}

/* Says whether __sys_listen() (net/socket.c) makes this of the backlog. */
static bool explains(u32 backlog, const struct sock *sk, u32 granted)
{
	u32 somaxconn = READ_ONCE(sock_net(sk)->core.sysctl_somaxconn);

	return min(backlog, somaxconn) == granted;
}

s64 lq_backlog_take(const struct sock *sk, u32 granted)
{
	struct place note;

	return note_take(&note) && is_of(&note, sk) &&
	       explains(note.backlog, sk, granted) ?
		       (s64)note.backlog : -1;
}
