/* SPDX-License-Identifier: GPL-2.0-only */
/* What can be shown of waits: their table's columns, and bounds. */
#ifndef LATENCY_COLUMNS_H
#define LATENCY_COLUMNS_H

#include "view/selection.h"

/* Of rows that are struct listener_latency. */
extern const struct column_set latency_columns;

void latency_selection_default(struct selection *s);

#endif /* LATENCY_COLUMNS_H */
