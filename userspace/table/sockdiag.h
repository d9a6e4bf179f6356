/* SPDX-License-Identifier: GPL-2.0-only */
/* Listeners as the kernel reports them without the module, by sock_diag(7). */
#ifndef SOCKDIAG_H
#define SOCKDIAG_H

#include <stddef.h>
#include <stdio.h>

struct nlmsghdr;

/*
 * Writes the listeners of this network namespace as a table in the module's
 * format, with the columns that are known. Returns 0 or -errno; on success
 * *text must be freed.
 */
int sockdiag_listeners(char **text, size_t *length);

/* Writes the row of one message; nothing if the message is not a listener. */
void sockdiag_write_row(const struct nlmsghdr *message, FILE *out);

#endif /* SOCKDIAG_H */
