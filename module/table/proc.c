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
		return -EIO;	/* it has been dismantled */
	n = seq_read(file, buf, size, pos);
	put_net(net);
	return n;
}

/*
 * remove_proc_entry() waits for readers in here without a timeout, and a reader
 * can block for as long as it likes: its buffer may be backed by userfaultfd or
 * FUSE. A reference to the namespace postpones its teardown, which would
 * otherwise make the teardown of all others wait (net/core/net_namespace.c,
 * cleanup_net()). And lq_proc_uninit() waits for readers before it takes
 * pernet_ops_rwsem, which the creation of a namespace needs.
 */
static ssize_t net_read(struct file *file, char __user *buf, size_t size,
			loff_t *pos)
{
	ssize_t n = -EIO;

	atomic_inc(&nr_reading);
	smp_mb__after_atomic();	/* pairs with lq_proc_uninit() */
	if (!READ_ONCE(is_closing))
		n = read_keeping(maybe_get_net(pde_data(file_inode(file))),
				 file, buf, size, pos);
	if (atomic_dec_and_test(&nr_reading))
		wake_up_var(&nr_reading);
	return n;
}

/* Everybody can name the files of other namespaces by /proc/PID/net. */
static bool may_see(const struct net *net)
{
	return net == current->nsproxy->net_ns ||
	       ns_capable(net->user_ns, CAP_NET_ADMIN);
}

/*
 * The namespace is not freed during open() (remove_proc_entry() waits for it),
 * though its count may have dropped to 0.
 */
static int open_table(struct inode *inode, struct file *file,
		      const struct lq_table *table)
{
	struct net *net = pde_data(inode);

	return may_see(net) ? lq_show_open(file, table, net) : -EACCES;
}

/* Defines the operations of a file that shows a table of its namespace. */
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

/* Waits 30 s at a time, so that khungtaskd does not report a hung task. */
void lq_proc_uninit(void)
{
	WRITE_ONCE(is_closing, true);
	smp_mb();		/* pairs with net_read() */
	while (!wait_var_event_timeout(&nr_reading, !atomic_read(&nr_reading),
				       30 * HZ))
		pr_info("unloading waits for a reader of /proc/net/listenq\n");
	unregister_pernet_subsys(&proc_net_ops);
}
