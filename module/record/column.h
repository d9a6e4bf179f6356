/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers of the listeners' columns, and sets of columns. */
#ifndef LQ_COLUMN_H
#define LQ_COLUMN_H

#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/types.h>

#include "uapi/listenq.h"

#define LQ_COLUMN_OF(name, ...) LQ_COL_##name,
enum lq_column {
	LQ_LISTENER_COLUMNS(LQ_COLUMN_OF)
	LQ_NR_COLUMNS
};

/* A set of enum lq_column: bit n for column n. */
typedef u64 lq_columns;

#define LQ_COLUMN(name) BIT_ULL(LQ_COL_##name)
static_assert(LQ_NR_COLUMNS <= 64);

#endif /* LQ_COLUMN_H */
