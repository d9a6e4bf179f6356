// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <net/net_namespace.h>

#include "proc.h"
#include "show.h"

#define NAME "listenq"

/*
 * The namespace is alive: net_exit() removes the entry, which waits for those
 * who are in here. What an open file shows afterwards is frozen.
 */
static int listeners_open(struct inode *inode, struct file *file)
{
	return lq_show_open(file, pde_data(inode));
}

static const struct proc_ops listeners_ops = {
	.proc_open = listeners_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = lq_show_release,
};

static int __net_init proc_net_init(struct net *net)
{
	return proc_create_data(NAME, 0444, net->proc_net, &listeners_ops,
				net) ? 0 : -ENOMEM;
}

static void __net_exit proc_net_exit(struct net *net)
{
	remove_proc_entry(NAME, net->proc_net);
}

static struct pernet_operations proc_net_ops = {
	.init = proc_net_init,
	.exit = proc_net_exit,
};

int lq_proc_init(void)
{
	return register_pernet_subsys(&proc_net_ops);
}

void lq_proc_uninit(void)
{
	unregister_pernet_subsys(&proc_net_ops);
}
