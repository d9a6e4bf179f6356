/* SPDX-License-Identifier: GPL-2.0-only */
/* Prints drops one by one, in columns of fixed width, to stdout. */
#ifndef DROP_LINE_H
#define DROP_LINE_H

#include "view/drop_columns.h"

void print_drop_headings(const struct selection *s);
void print_drop_line(const struct selection *s, struct drop_event event);

/* Prints an object on one line. Endpoints and causes need no escapes. */
void print_drop_json(const struct selection *s, struct drop_event event);

#endif /* DROP_LINE_H */
