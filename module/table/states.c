// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <linux/string.h>

#include "table/cell.h"
#include "table/connection_count.h"
#include "table/endpoint_text.h"
#include "table/table.h"

enum { LQ_STATES_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };

/* The columns of states have the order of the kernel's numbers of states. */
#define STATE_OF(column) ((column) - COLUMN_netns)
static_assert(STATE_OF(COLUMN_ESTABLISHED) == TCP_ESTABLISHED);
static_assert(STATE_OF(COLUMN_CLOSE_WAIT) == TCP_CLOSE_WAIT);
static_assert(STATE_OF(COLUMN_NEW_SYN_RECV) == TCP_NEW_SYN_RECV);
static_assert(STATE_OF(COLUMN_half_open_acked) == TCP_NEW_SYN_RECV + 1);

static const char * const tokens[] = { LQ_STATES_COLUMNS(LQ_COLUMN_TOKEN) };

static const char * const kinds[] = {
	[LQ_KIND_LISTENER] = "listener", [LQ_KIND_CLOSED] = "closed",
	[LQ_KIND_NONE] = "none", [LQ_KIND_TOTAL] = "total",
};
static_assert(ARRAY_SIZE(kinds) == LQ_NR_KINDS);

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct lq_states_row *row = data;

	switch (column) {
	case COLUMN_local:
		if (row->local.at.port)
			lq_listening_cell(cell, &row->local, row->dev);
		else
			lq_cell_unknown(cell);
		break;
	case COLUMN_row:
		lq_cell_text(cell, kinds[row->kind]);
		break;
	case COLUMN_netns:
		lq_cell_number(cell, row->netns);
		break;
	case COLUMN_CLOSE:
		lq_cell_unknown(cell);
		break;
	case COLUMN_half_open_acked:
		lq_cell_number(cell, row->half_open_acked);
		break;
	case COLUMN_unaccepted:
		lq_cell_number(cell, row->unaccepted);
		break;
	case COLUMN_unaccepted_closed:
		lq_cell_number(cell, row->unaccepted_closed);
		break;
	default:
		lq_cell_number(cell, row->count[STATE_OF(column)]);
	}
}

const struct lq_table lq_states = {
	.name = "states",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct lq_states_row),
	.take = lq_connection_count_take,
	.cell = cell,
};
