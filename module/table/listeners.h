/* SPDX-License-Identifier: GPL-2.0-only */
/* The table "# listenq-listeners". */
#ifndef LQ_LISTENERS_H
#define LQ_LISTENERS_H

#include "table/table.h"

extern const struct lq_table lq_listeners;

#endif /* LQ_LISTENERS_H */
