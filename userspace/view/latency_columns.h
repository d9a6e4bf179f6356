/* SPDX-License-Identifier: GPL-2.0-only */
/* The columns of the latency table, with percentiles and owners. */
#ifndef LATENCY_COLUMNS_H
#define LATENCY_COLUMNS_H

#include "view/selection.h"

/* For rows of type struct listener_latency. */
extern const struct column_set latency_columns;

/* Selects the default columns. */
void latency_selection_default(struct selection *s);

#endif /* LATENCY_COLUMNS_H */
