/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of 'listenq status', as they are shown. */
#ifndef STATUS_TABLE_H
#define STATUS_TABLE_H

struct rendering;
struct table;

/* Each returns 0 or -errno. */
int show_module(const struct rendering *how, const struct table *module);
int show_netstat(const struct rendering *how, const struct table *netstat);
int show_probes(const struct rendering *how, const struct table *probes);

#endif /* STATUS_TABLE_H */
