/* SPDX-License-Identifier: GPL-2.0-only */
/* A counter of the kernel's beside ours, and why the two may differ. */
#ifndef NETSTAT_H
#define NETSTAT_H

#include <stdbool.h>
#include <stdint.h>

struct netstat_row;

/* The kernel's less ours, saturated; 0 if one of them is not known. */
int64_t netstat_gap(const struct netstat_row *row);
bool netstat_gap_known(const struct netstat_row *row);

/* What the kernel is known to count differently; NULL: nothing this way. */
const char *netstat_reason(const struct netstat_row *row);

/*
 * Connections opened that the probes did not see, more of them than those that
 * failed on the way could be: kprobes are switched off, or were.
 */
bool netstat_is_short(const struct netstat_row *row);

#endif /* NETSTAT_H */
