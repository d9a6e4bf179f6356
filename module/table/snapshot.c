// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/slab.h>

#include "table/listener_rows.h"
#include "table/rows.h"
#include "table/snapshot.h"
#include "table/table.h"

struct lq_snapshot {
	struct lq_rows rows;
};

struct lq_snapshot *lq_snapshot_take(const struct lq_table *table,
				     const struct net *net)
{
	struct lq_snapshot *snapshot;
	int err;

	snapshot = kzalloc(sizeof(*snapshot), GFP_KERNEL_ACCOUNT);
	if (!snapshot)
		return ERR_PTR(-ENOMEM);
	err = lq_rows_init(&snapshot->rows, table->row_size);
	if (!err)
		err = table->take ? table->take(&snapshot->rows, net) :
				    lq_collect(&snapshot->rows, net,
					       table->rows_each, table->fill);
	if (err) {
		lq_snapshot_free(snapshot);
		return ERR_PTR(err);
	}
	return snapshot;
}

void lq_snapshot_free(struct lq_snapshot *snapshot)
{
	lq_rows_free(&snapshot->rows);
	kfree(snapshot);
}

size_t lq_snapshot_rows(const struct lq_snapshot *snapshot)
{
	return snapshot->rows.n;
}

const void *lq_snapshot_row(const struct lq_snapshot *snapshot, size_t i)
{
	return lq_rows_at(&snapshot->rows, i);
}
