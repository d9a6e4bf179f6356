/* SPDX-License-Identifier: GPL-2.0-only */
/* A counter of the kernel next to ours, and why the two may differ. */
#ifndef NETSTAT_H
#define NETSTAT_H

#include <stdbool.h>
#include <stdint.h>

struct netstat_row;

/*
 * Returns the kernel's count minus ours, saturated; 0 if one of them is
 * unknown.
 */
int64_t netstat_gap(const struct netstat_row *row);
bool netstat_gap_known(const struct netstat_row *row);

/* Returns a known reason for a gap in this direction, or NULL. */
const char *netstat_reason(const struct netstat_row *row);

/* Returns the columns whose sum it is, or NULL for a counter not known here. */
const char *netstat_columns_of(const struct netstat_row *row);

/*
 * Returns by how much the two differ for no known reason, beyond what is left
 * when listeners close while packets arrive for them; 0 if they agree.
 */
uint64_t netstat_contradiction(const struct netstat_row *row);

/*
 * Whether the kernel opened more connections than the probes saw, beyond those
 * that failed on the way: then kprobes are switched off, or were.
 */
bool netstat_is_short(const struct netstat_row *row);

#endif /* NETSTAT_H */
