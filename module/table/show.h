/* SPDX-License-Identifier: GPL-2.0-only */
/* Shows any table as text: the grammar of uapi/listenq.h, columns lined up. */
#ifndef LQ_SHOW_H
#define LQ_SHOW_H

struct file;
struct inode;
struct lq_table;
struct net;

/**
 * lq_show_open() - take the rows of a table, for the open() of its file
 * @file: the file; read() is seq_read(), llseek() seq_lseek()
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
 * lq_show_release() - free the rows of a table, as the release() of its file
 * @inode: of the file
 * @file: opened by lq_show_open()
 *
 * Context: process, may sleep.
 * Return: 0.
 */
int lq_show_release(struct inode *inode, struct file *file);

#endif /* LQ_SHOW_H */
