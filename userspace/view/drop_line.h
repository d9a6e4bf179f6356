/* SPDX-License-Identifier: GPL-2.0-only */
/* Drops that come one by one: a line each, in columns of fixed widths. */
#ifndef DROP_LINE_H
#define DROP_LINE_H

#include "view/drop_columns.h"

void print_drop_headings(const struct selection *s);
void print_drop_line(const struct selection *s, struct drop_event event);

/* An object by itself; a listener's and a client's text needs no escapes. */
void print_drop_json(const struct selection *s, struct drop_event event);

#endif /* DROP_LINE_H */
