/* SPDX-License-Identifier: GPL-2.0-only */
/* The columns of drops that were added up. */
#ifndef DROP_GROUP_COLUMNS_H
#define DROP_GROUP_COLUMNS_H

#include "view/selection.h"

/* For rows of type struct drop_group. */
extern const struct column_set drop_group_columns;

/* Selects the columns: ages with a unit, or in JSON as numbers. */
void drop_group_selection(struct selection *s);

#endif /* DROP_GROUP_COLUMNS_H */
