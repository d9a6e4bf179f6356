// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>

#include "record/client.h"
#include "record/closed_listeners.h"
#include "record/drop.h"
#include "record/episode.h"
#include "record/loss.h"
#include "record/record.h"
#include "table/cell.h"
#include "table/rows.h"
#include "table/table.h"

enum { LQ_MODULE_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_MODULE_COLUMNS(LQ_COLUMN_TOKEN) };

/* A number for every column; the one of the version is not used. */
struct row {
	u64 value[NR_COLUMNS];
};

static int take(struct lq_rows *rows, const struct net *unused)
{
	struct row *row = lq_rows_append(rows);
	struct lq_record_stats stats;

	if (IS_ERR(row))
		return PTR_ERR(row);
	lq_record_stats(&stats);
	row->value[COLUMN_records] = stats.records;
	row->value[COLUMN_records_max] = stats.cap;
	row->value[COLUMN_unrecorded] = lq_loss_sum(LQ_LOSS_UNRECORDED);
	row->value[COLUMN_no_memory] = lq_loss_sum(LQ_LOSS_NO_MEMORY);
	row->value[COLUMN_overwritten] = lq_drop_overwritten();
	row->value[COLUMN_forgotten] = lq_closed_listeners_forgotten();
	row->value[COLUMN_over_share] = lq_loss_sum(LQ_LOSS_OVER_SHARE);
	row->value[COLUMN_episodes] = lq_episode_kept();
	row->value[COLUMN_episodes_max] = lq_episode_max();
	row->value[COLUMN_episodes_lost] = lq_episode_lost();
	row->value[COLUMN_clients] = lq_client_remembered();
	row->value[COLUMN_clients_max] = lq_client_max();
	return 0;
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;

	if (column == COLUMN_version)
		lq_cell_text(cell, LQ_VERSION);
	else
		lq_cell_number(cell, row->value[column]);
}

const struct lq_table lq_module = {
	.name = "module",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
