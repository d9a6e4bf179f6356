/* SPDX-License-Identifier: GPL-2.0-only */
/* The table "# listenq-states". */
#ifndef LQ_STATES_H
#define LQ_STATES_H

#include "table/table.h"

extern const struct lq_table lq_states;

#endif /* LQ_STATES_H */
