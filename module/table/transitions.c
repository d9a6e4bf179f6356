// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <net/net_namespace.h>

#include "record/transitions.h"
#include "table/cell.h"
#include "table/rows.h"
#include "table/table.h"

enum { LQ_TRANSITION_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_TRANSITION_COLUMNS(LQ_COLUMN_TOKEN) };

#define NAMES(from, to) [LQ_TRANSITION_##from##_##to] = { #from, #to },
static const struct { const char *from, *to; } names[LQ_NR_TRANSITIONS] = {
	[LQ_TRANSITION_OTHER] = { "-", "-" },
	LQ_TRANSITIONS(NAMES)
};

struct row {
	u32 netns;
	enum lq_transition transition;
	u64 count;
};

static int take_net(struct lq_rows *rows, const struct net *net)
{
	enum lq_transition transition;
	struct row *row;
	u64 count;

	for (transition = 0; transition < LQ_NR_TRANSITIONS; transition++) {
		count = lq_transitions_sum(net, transition);
		if (!count)
			continue;
		row = lq_rows_append(rows);
		if (IS_ERR(row))
			return PTR_ERR(row);
		*row = (struct row){ net->ns.inum, transition, count };
	}
	return 0;
}

/* Namespaces in the list have counters: see lq_transitions_sum(). */
static int take(struct lq_rows *rows, const struct net *only)
{
	struct net *net;
	int err = 0;

	down_read(&net_rwsem);
	for_each_net(net) {
		err = only && net != only ? 0 : take_net(rows, net);
		if (err)
			break;
		cond_resched();
	}
	up_read(&net_rwsem);
	return err;
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;

	switch (column) {
	case COLUMN_netns:
		lq_cell_number(cell, row->netns);
		break;
	case COLUMN_from:
		lq_cell_text(cell, names[row->transition].from);
		break;
	case COLUMN_to:
		lq_cell_text(cell, names[row->transition].to);
		break;
	case COLUMN_count:
		lq_cell_number(cell, row->count);
	}
}

const struct lq_table lq_transitions = {
	.name = "transitions",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
