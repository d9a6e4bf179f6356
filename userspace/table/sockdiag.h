/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel tells of listeners without the module: sock_diag(7). */
#ifndef SOCKDIAG_H
#define SOCKDIAG_H

#include <stddef.h>
#include <stdio.h>

struct nlmsghdr;

/*
 * Writes the listeners of this network namespace as a table in the module's
 * format, with those columns that it can fill. 0 or -errno; *text is to be
 * freed.
 */
int sockdiag_listeners(char **text, size_t *length);

/* The row that a message says; nothing if it is not what it should be. */
void sockdiag_write_row(const struct nlmsghdr *message, FILE *out);

#endif /* SOCKDIAG_H */
