/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sections of the detail screen that come from further tables of the module.
 * Each reads its table anew; if it cannot be read, a line says why.
 */
#ifndef DETAIL_TABLES_H
#define DETAIL_TABLES_H

struct listener_row;
struct text_lines;

void detail_drops(struct text_lines *out, const struct listener_row *l);
void detail_latency(struct text_lines *out, const struct listener_row *l);
void detail_states(struct text_lines *out, const struct listener_row *l);

#endif /* DETAIL_TABLES_H */
