/* SPDX-License-Identifier: GPL-2.0-only */
/* The table "# listenq-latency". */
#ifndef LQ_LATENCY_H
#define LQ_LATENCY_H

#include "table/table.h"

extern const struct lq_table lq_latency;

#endif /* LQ_LATENCY_H */
