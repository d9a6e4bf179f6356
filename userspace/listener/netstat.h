/* SPDX-License-Identifier: GPL-2.0-only */
/* A counter of the kernel's beside ours, and why the two may differ. */
#ifndef NETSTAT_H
#define NETSTAT_H

#include <stdbool.h>
#include <stdint.h>

struct book;

/* The kernel's less ours, saturated; 0 if one of them is not known. */
int64_t book_gap(const struct book *book);
bool book_gap_known(const struct book *book);

/* What the kernel is known to count differently; NULL: nothing this way. */
const char *book_reason(const struct book *book);

/*
 * Connections opened that the probes did not see, more of them than those that
 * failed on the way could be: kprobes are switched off, or were.
 */
bool book_is_short(const struct book *book);

#endif /* NETSTAT_H */
