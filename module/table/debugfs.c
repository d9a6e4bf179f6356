// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mode 0400, no write, no ioctl, no mmap: under lockdown the kernel refuses to
 * open any file with more (fs/debugfs/file.c, debugfs_locked_down()).
 */
#include <linux/debugfs.h>
#include <linux/fs.h>
#include <linux/module.h>

#include "record/transitions.h"
#include "table/debugfs.h"
#include "table/show.h"
#include "table/table.h"

static struct dentry *dir;

static ssize_t read_table(struct file *file, char __user *to, size_t size,
			  loff_t *pos)
{
	return lq_show_read(file, to, size, pos, NULL);
}

/* Defines the operations of a file that shows a table of all namespaces. */
#define TABLE_FILE(name)						\
static int name##_open(struct inode *inode, struct file *file)		\
{									\
	return lq_show_open(file, &lq_##name, NULL);			\
}									\
static const struct file_operations name##_fops = {			\
	.owner = THIS_MODULE,						\
	.open = name##_open,						\
	.read = read_table,						\
	.llseek = no_seek_end_llseek,					\
	.release = lq_show_release,					\
}

TABLE_FILE(clients);
TABLE_FILE(connections);
TABLE_FILE(drops);
TABLE_FILE(episodes);
TABLE_FILE(latency);
TABLE_FILE(listeners);
TABLE_FILE(module);
TABLE_FILE(probes);
TABLE_FILE(states);

/* By default transitions are counted while this file is open. */
static int transitions_open(struct inode *inode, struct file *file)
{
	int err = lq_transitions_follow();

	if (err)
		return err;
	err = lq_show_open(file, &lq_transitions, NULL);
	if (err)
		lq_transitions_leave();
	return err;
}

static int transitions_release(struct inode *inode, struct file *file)
{
	int err = lq_show_release(inode, file);

	lq_transitions_leave();
	return err;
}

static const struct file_operations transitions_fops = {
	.owner = THIS_MODULE,
	.open = transitions_open,
	.read = read_table,
	.llseek = no_seek_end_llseek,
	.release = transitions_release,
};

void lq_debugfs_init(bool with_transitions)
{
	dir = debugfs_create_dir("listenq", NULL);
	debugfs_create_file("clients", 0400, dir, NULL, &clients_fops);
	debugfs_create_file("connections", 0400, dir, NULL, &connections_fops);
	debugfs_create_file("drops", 0400, dir, NULL, &drops_fops);
	debugfs_create_file("episodes", 0400, dir, NULL, &episodes_fops);
	debugfs_create_file("latency", 0400, dir, NULL, &latency_fops);
	debugfs_create_file("listeners", 0400, dir, NULL, &listeners_fops);
	debugfs_create_file("module", 0400, dir, NULL, &module_fops);
	debugfs_create_file("probes", 0400, dir, NULL, &probes_fops);
	debugfs_create_file("states", 0400, dir, NULL, &states_fops);
	if (with_transitions)
		debugfs_create_file("transitions", 0400, dir, NULL,
				    &transitions_fops);
}

void lq_debugfs_uninit(void)
{
	debugfs_remove(dir);
}
