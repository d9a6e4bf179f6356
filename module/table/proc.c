// SPDX-License-Identifier: GPL-2.0-only
#include <linux/capability.h>
#include <linux/fs.h>
#include <linux/nsproxy.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <net/net_namespace.h>

#include "table/proc.h"
#include "table/show.h"
#include "table/table.h"

static ssize_t read_table(struct file *file, char __user *to, size_t size,
			  loff_t *pos)
{
	struct net *net = pde_data(file_inode(file));

	return lq_show_read(file, to, size, pos, net);
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
	.proc_read = read_table,					\
	.proc_lseek = no_seek_end_llseek,				\
	.proc_release = lq_show_release,				\
}

TABLE_FILE(clients);
TABLE_FILE(episodes);
TABLE_FILE(listeners);
TABLE_FILE(netstat);
TABLE_FILE(states);

static const struct {
	const char *name;
	const struct proc_ops *ops;
} files[] = {
	{ "listenq", &listeners_ops },
	{ "listenq_clients", &clients_ops },
	{ "listenq_episodes", &episodes_ops },
	{ "listenq_netstat", &netstat_ops },
	{ "listenq_states", &states_ops },
};

static umode_t mode;

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
		if (!proc_create_data(files[i].name, mode, net->proc_net,
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

int lq_proc_init(bool root_only)
{
	mode = root_only ? 0400 : 0444;
	return register_pernet_subsys(&proc_net_ops);
}

void lq_proc_uninit(void)
{
	unregister_pernet_subsys(&proc_net_ops);
}
