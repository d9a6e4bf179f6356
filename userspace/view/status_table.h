/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of 'listenq status'. */
#ifndef STATUS_TABLE_H
#define STATUS_TABLE_H

struct rendering;
struct table;

/* Print one of the tables to stdout. Return 0 or -errno. */
int show_module(const struct rendering *how, const struct table *module);
int show_netstat(const struct rendering *how, const struct table *netstat);
int show_probes(const struct rendering *how, const struct table *probes);

#endif /* STATUS_TABLE_H */
