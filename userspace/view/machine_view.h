/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Rows for programs: raw words and JSON. They are written as they are read;
 * libsmartcols would keep a copy of each cell to lay them out.
 */
#ifndef MACHINE_VIEW_H
#define MACHINE_VIEW_H

struct rendering;
struct table_view;

void raw_view_print(const struct table_view *view, const struct rendering *how);
void json_view_print(const struct table_view *view,
		     const struct rendering *how);

#endif /* MACHINE_VIEW_H */
