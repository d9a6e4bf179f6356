/* SPDX-License-Identifier: GPL-2.0-only */
/* Copies text to a reader. */
#ifndef LQ_COPY_OUT_H
#define LQ_COPY_OUT_H

#include <linux/types.h>

struct net;

/**
 * lq_copy_out() - copy text to the reader that is in read()
 * @to: the reader's memory
 * @from: the text
 * @n: its length, not 0
 * @net: the namespace of the file, not freed yet; or NULL for none
 *
 * Waits for nobody, unless the reader's memory has to come from a file, from
 * swap space or from another process (userfaultfd, FUSE): while it does, the
 * module is in use, and the namespace is kept.
 *
 * Context: process, may sleep.
 * Return: how many bytes were copied; if none, -EFAULT, or -EIO if the module
 * is being unloaded or the namespace dismantled.
 */
ssize_t lq_copy_out(char __user *to, const char *from, size_t n,
		    struct net *net);

#endif /* LQ_COPY_OUT_H */
