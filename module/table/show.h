/* SPDX-License-Identifier: GPL-2.0-only */
/* A table as text, in the grammar of uapi/listenq.h, columns lined up. */
#ifndef LQ_SHOW_H
#define LQ_SHOW_H

struct file;
struct inode;
struct lq_table;
struct net;

/**
 * lq_show_open() - open() of a file that shows a table
 * @file: the file
 * @table: the table
 * @net: the namespace, or NULL for all
 *
 * The rows are those of this moment, however slowly they are read. User ids
 * are shown as the opener's user namespace knows them.
 *
 * Context: process, may sleep.
 * Return: 0 or an error.
 */
int lq_show_open(struct file *file, const struct lq_table *table,
		 const struct net *net);

/* Its release(); read() and llseek() are seq_read() and seq_lseek(). */
int lq_show_release(struct inode *inode, struct file *file);

#endif /* LQ_SHOW_H */
