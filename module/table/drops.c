// SPDX-License-Identifier: GPL-2.0-only
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/sched.h>
#include <linux/sort.h>

#include "kernel/device.h"
#include "record/drop.h"
#include "record/pending.h"
#include "table/cell.h"
#include "table/endpoint_text.h"
#include "table/rows.h"
#include "table/table.h"

enum { LQ_DROP_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_DROP_COLUMNS(LQ_COLUMN_TOKEN) };

struct row {
	struct lq_drop drop;
	unsigned int cpu;
	u64 age_ms;
	char dev[IFNAMSIZ];
};

static int append(struct lq_rows *rows, const struct lq_drop *drop,
		  unsigned int cpu)
{
	struct row *row = lq_rows_append(rows);

	if (IS_ERR(row))
		return PTR_ERR(row);
	row->drop = *drop;
	row->cpu = cpu;
	return 0;
}

/*
 * Reads the drop that is pending on a CPU, and how many it has noted. The
 * pending one is the next that it notes, in place of the oldest.
 */
static bool read_pending(struct lq_drop *drop, unsigned int cpu, u64 *written)
{
	bool pending;

	do {
		*written = lq_drop_written(cpu);
		pending = lq_pending_drop(drop, cpu);
		smp_rmb();	/* one that was settled meanwhile is noted */
	} while (lq_drop_written(cpu) != *written);
	return pending;
}

static int take_cpu(struct lq_rows *rows, unsigned int cpu)
{
	struct lq_drop pending, drop;
	bool is_pending;
	u64 written;
	unsigned int i;
	int err;

	is_pending = read_pending(&pending, cpu, &written);
	for (i = 0; i <= LQ_DROPS_PER_CPU; i++) {
		if (!lq_drop_read(cpu, i, &drop))
			continue;
		if (is_pending && drop.serial + LQ_DROPS_PER_CPU <= written + 1)
			continue;
		err = append(rows, &drop, cpu);
		if (err)
			return err;
	}
	pending.serial = written + 1;
	if (is_pending && lq_drop_written(cpu) == written)
		return append(rows, &pending, cpu);
	return 0;
}

static int compare(u64 left, u64 right)
{
	return left < right ? -1 : left > right;
}

/* Drops of different CPUs within a tick come in the order of their CPUs. */
static int older_first(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	unsigned long moment = left->drop.moment;

	if (moment != right->drop.moment)
		return time_before(moment, right->drop.moment) ? -1 : 1;
	return compare(left->cpu, right->cpu) ?:
	       compare(left->drop.serial, right->drop.serial);
}

/* Sets the ages, and the names of devices. */
static void set_ages(struct lq_rows *rows)
{
	unsigned long now = jiffies;
	struct row *row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		row = lq_rows_at(rows, i);
		row->age_ms = jiffies_to_msecs(now - row->drop.moment);
		lq_device_name_in(row->dev, row->drop.netns,
				  row->drop.ifindex);
	}
}

static int take(struct lq_rows *rows, const struct net *unused)
{
	unsigned int cpu;
	int err;

	for_each_possible_cpu(cpu) {
		err = take_cpu(rows, cpu);
		if (err)
			return err;
		cond_resched();
	}
	sort(rows->row, rows->n, rows->size, older_first, NULL);
	set_ages(rows);
	return 0;
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;
	const struct lq_drop *drop = &row->drop;

	switch (column) {
	case COLUMN_age_ms:
		lq_cell_number(cell, row->age_ms);
		break;
	case COLUMN_netns:
		lq_cell_number(cell, drop->netns);
		break;
	case COLUMN_local:
		lq_endpoint_cell(cell, &drop->local, row->dev);
		break;
	case COLUMN_remote:
		lq_endpoint_cell(cell, &drop->remote, "");
		break;
	case COLUMN_cause:
		lq_cell_text(cell, lq_drop_cause(drop->cause));
		break;
	case COLUMN_synq:
		lq_cell_number(cell, drop->depths.synq);
		break;
	case COLUMN_synq_limit:
		lq_cell_number(cell, lq_limit_synq(&drop->limits));
		break;
	case COLUMN_acceptq:
		lq_cell_number(cell, drop->depths.acceptq);
		break;
	case COLUMN_acceptq_limit:
		lq_cell_number(cell, lq_limit_acceptq(&drop->limits));
	}
}

const struct lq_table lq_drops = {
	.name = "drops",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
