// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/atomic.h>
#include <linux/capability.h>
#include <linux/module.h>
#include <linux/nsproxy.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/seq_file.h>
#include <linux/wait_bit.h>
#include <net/net_namespace.h>

#include "table/proc.h"
#include "table/show.h"
#include "table/table.h"

static atomic_t nr_reading = ATOMIC_INIT(0);
static bool is_closing;

static ssize_t read_keeping(struct net *net, struct file *file,
			    char __user *buf, size_t size, loff_t *pos)
{
	ssize_t n;

	if (!net)
		return -EIO;	/* as when it has gone */
	n = seq_read(file, buf, size, pos);
	put_net(net);
	return n;
}

/*
 * remove_proc_entry() waits for those who are in here, with no time limit, and who
 * reads can stay for as long as he likes: the memory that he reads into may be his
 * to provide. So he keeps the namespace, or else all that end wait behind his; and
 * lq_proc_uninit() waits before it takes the lock that each new one needs.
 */
static ssize_t net_read(struct file *file, char __user *buf, size_t size,
			loff_t *pos)
{
	ssize_t n = -EIO;

	atomic_inc(&nr_reading);
	smp_mb__after_atomic();	/* or uninit has seen it */
	if (!READ_ONCE(is_closing))
		n = read_keeping(maybe_get_net(pde_data(file_inode(file))),
				 file, buf, size, pos);
	if (atomic_dec_and_test(&nr_reading))
		wake_up_var(&nr_reading);
	return n;
}

/* Anybody can name the files of any other by /proc/PID/net. */
static bool may_see(const struct net *net)
{
	return net == current->nsproxy->net_ns ||
	       ns_capable(net->user_ns, CAP_NET_ADMIN);
}

/* The namespace is alive while somebody is in here, if no longer in use. */
static int open_table(struct inode *inode, struct file *file,
		      const struct lq_table *table)
{
	struct net *net = pde_data(inode);

	return may_see(net) ? lq_show_open(file, table, net) : -EACCES;
}

/* A file that shows a table of its namespace. */
#define TABLE_FILE(name)						\
static int name##_open(struct inode *inode, struct file *file)		\
{									\
	return open_table(inode, file, &lq_##name);			\
}									\
static const struct proc_ops name##_ops = {				\
	.proc_open = name##_open,					\
	.proc_read = net_read,						\
	.proc_lseek = seq_lseek,					\
	.proc_release = lq_show_release,				\
}

TABLE_FILE(listeners);
TABLE_FILE(netstat);
TABLE_FILE(states);

static const struct {
	const char *name;
	const struct proc_ops *ops;
} files[] = {
	{ "listenq", &listeners_ops },
	{ "listenq_netstat", &netstat_ops },
	{ "listenq_states", &states_ops },
};

static void __net_exit proc_net_exit(struct net *net)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(files); i++)
		remove_proc_entry(files[i].name, net->proc_net);
}

static int __net_init proc_net_init(struct net *net)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(files); i++)
		if (!proc_create_data(files[i].name, 0444, net->proc_net,
				      files[i].ops, net))
			goto no_memory;
	return 0;

no_memory:
	while (i--)
		remove_proc_entry(files[i].name, net->proc_net);
	return -ENOMEM;
}

static struct pernet_operations proc_net_ops = {
	.init = proc_net_init,
	.exit = proc_net_exit,
};

int lq_proc_init(void)
{
	return register_pernet_subsys(&proc_net_ops);
}

/* Each wait is short enough that the kernel does not take it for a deadlock. */
void lq_proc_uninit(void)
{
	WRITE_ONCE(is_closing, true);
	smp_mb();		/* or net_read() has seen it */
	while (!wait_var_event_timeout(&nr_reading, !atomic_read(&nr_reading),
				       30 * HZ))
		pr_info("somebody who reads /proc/net/listenq keeps it from being unloaded\n");
	unregister_pernet_subsys(&proc_net_ops);
}
