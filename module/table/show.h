/* SPDX-License-Identifier: GPL-2.0-only */
/* Shows any table as text: the grammar of uapi/listenq.h, columns lined up. */
#ifndef LQ_SHOW_H
#define LQ_SHOW_H

#include <linux/types.h>

struct file;
struct inode;
struct lq_table;
struct net;

/**
 * lq_show_open() - take the rows of a table, for the open() of its file
 * @file: the file; its llseek() is no_seek_end_llseek()
 * @table: the table
 * @net: the namespace, alive; or NULL for all
 *
 * All rows belong to this moment, however slowly they are read. User ids are
 * mapped into the user namespace of the caller.
 *
 * Context: process, may sleep.
 * Return: 0, -ENOMEM, or -EFBIG for more than a million rows.
 */
int lq_show_open(struct file *file, const struct lq_table *table,
		 const struct net *net);

/**
 * lq_show_read() - make lines of a table, for the read() of its file
 * @file: opened by lq_show_open()
 * @to: the reader's memory
 * @size: its size
 * @pos: the position in the file, advanced by what was read
 * @net: the namespace of the file, not freed yet; or NULL for none
 *
 * Several threads may do so at once.
 *
 * Context: process, may sleep.
 * Return: how many bytes were read, 0 at the end, -EINVAL for a negative
 * position, -ENOMEM, or an error of lq_copy_out().
 */
ssize_t lq_show_read(struct file *file, char __user *to, size_t size,
		     loff_t *pos, struct net *net);

/**
 * lq_show_release() - free the rows of a table, as the release() of its file
 * @inode: of the file
 * @file: opened by lq_show_open()
 *
 * Context: process, may sleep.
 * Return: 0.
 */
int lq_show_release(struct inode *inode, struct file *file);

#endif /* LQ_SHOW_H */
