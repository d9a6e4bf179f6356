/* SPDX-License-Identifier: GPL-2.0-only */
/* The table "# listenq-netstat": the kernel's counters beside ours. */
#ifndef LQ_NETSTAT_H
#define LQ_NETSTAT_H

struct net;
struct seq_file;

/**
 * lq_balance_show() - write the table
 * @seq: to where
 * @net: whose, alive
 *
 * Context: process, may sleep.
 * Return: 0.
 */
int lq_balance_show(struct seq_file *seq, const struct net *net);

#endif /* LQ_NETSTAT_H */
