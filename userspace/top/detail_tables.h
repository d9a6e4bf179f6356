/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What further tables of the module say of one listener, as lines. Each is read
 * anew; that it cannot be is a line as well.
 */
#ifndef DETAIL_TABLES_H
#define DETAIL_TABLES_H

struct lines;
struct listener_row;

void page_states(struct lines *out, const struct listener_row *l);
void page_drops(struct lines *out, const struct listener_row *l);
void page_waits(struct lines *out, const struct listener_row *l);

#endif /* DETAIL_TABLES_H */
