// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/percpu.h>

#include "record/probe_status.h"
#include "table/cell.h"
#include "table/rows.h"
#include "table/table.h"

enum { LQ_PROBE_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_PROBE_COLUMNS(LQ_COLUMN_TOKEN) };

struct row {
	const struct lq_probe_status *probe;
	const char *state;
	const char *via;
	u64 hits;
	u64 missed;
};

static u64 hits_of(const struct lq_probe_status *probe)
{
	u64 hits = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		hits += READ_ONCE(*per_cpu_ptr(probe->hits, cpu));
	return hits;
}

static int take(struct lq_rows *rows, const struct net *unused)
{
	const struct lq_probe_status *probe;
	struct row *row;
	unsigned int i;

	for (i = 0; (probe = lq_probe_status_at(i)); i++) {
		row = lq_rows_append(rows);
		if (IS_ERR(row))
			return PTR_ERR(row);
		row->probe = probe;
		row->state = READ_ONCE(probe->state);
		row->via = READ_ONCE(probe->via);
		row->hits = hits_of(probe);
		row->missed = READ_ONCE(*probe->missed);
	}
	return 0;
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;

	switch (column) {
	case COLUMN_symbol:
		lq_cell_text(cell, row->probe->symbol);
		break;
	case COLUMN_need:
		lq_cell_text(cell, row->probe->needed ? "needed" : "optional");
		break;
	case COLUMN_state:
		lq_cell_text(cell, row->state);
		break;
	case COLUMN_hits:
		lq_cell_number(cell, row->hits);
		break;
	case COLUMN_missed:
		lq_cell_number(cell, row->missed);
		break;
	case COLUMN_via:
		lq_cell_text(cell, row->via ?: "-");
	}
}

const struct lq_table lq_probes = {
	.name = "probes",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
