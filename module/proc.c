// SPDX-License-Identifier: GPL-2.0-only
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <net/net_namespace.h>

#include "balance.h"
#include "listeners.h"
#include "proc.h"
#include "show.h"
#include "states.h"

/*
 * The namespace is alive: proc_net_exit() removes the entry, which waits for
 * those who are in here and closes the file for those who have it open.
 */
static int listeners_open(struct inode *inode, struct file *file)
{
	return lq_show_open(file, &lq_listeners, pde_data(inode));
}

static const struct proc_ops listeners_ops = {
	.proc_open = listeners_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = lq_show_release,
};

static int states_open(struct inode *inode, struct file *file)
{
	return lq_show_open(file, &lq_states, pde_data(inode));
}

static const struct proc_ops states_ops = {
	.proc_open = states_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = lq_show_release,
};

static int books_show(struct seq_file *seq, void *unused)
{
	return lq_balance_show(seq, seq->private);
}

static int books_open(struct inode *inode, struct file *file)
{
	return single_open(file, books_show, pde_data(inode));
}

static const struct proc_ops books_ops = {
	.proc_open = books_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

static const struct {
	const char *name;
	const struct proc_ops *ops;
} files[] = {
	{ "listenq", &listeners_ops },
	{ "listenq_books", &books_ops },
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

void lq_proc_uninit(void)
{
	unregister_pernet_subsys(&proc_net_ops);
}
