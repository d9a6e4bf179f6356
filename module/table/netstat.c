// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bits.h>
#include <linux/err.h>
#include <linux/rcupdate.h>
#include <linux/string.h>

#include "record/netns_sums.h"
#include "record/record.h"
#include "record/unknown.h"
#include "table/cell.h"
#include "table/rows.h"
#include "table/table.h"

#define LQ_BIT(name) BIT_ULL(LQ_COUNT_##name)
static_assert(LQ_NR_COUNTS <= 64);

struct mib {
	const char *name;
	u64 counts;		/* which of ours it should equal */
};

#define MIB(name, set, number, counts) [LQ_MIB_##name] = { #name, counts },
static const struct mib mibs[] = { LQ_MIBS(MIB) };

enum { LQ_NETSTAT_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_NETSTAT_COLUMNS(LQ_COLUMN_TOKEN) };

static u64 sum_of(const struct lq_sums *sums, u64 counts)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < LQ_NR_COUNTS; i++)
		if (counts & BIT_ULL(i))
			sum += sums->count[i];
	return sum;
}

/* Again, if a listener went meanwhile: it may be in both, or in neither. */
#define TRIES 3

static void sum_up(struct lq_books *books, struct lq_sums *sums)
{
	unsigned int gone, tries = TRIES;

	do {
		gone = lq_record_settle();
		memset(sums, 0, sizeof(*sums));
		sums->unfed = lq_unfed_counts(false);
		lq_record_sum_namespace(books, sums);
		lq_books_closed(books, sums);
	} while (--tries && lq_record_settle() != gone);
}

struct row {
	const char *counter;
	u64 kernel;
	u64 ours;
	bool known;		/* ours is */
};

static int add_rows(struct lq_rows *rows, const struct net *net,
		    struct lq_books *books)
{
	struct lq_sums sums;
	struct row *row;
	int i;

	sum_up(books, &sums);
	for (i = 0; i < LQ_NR_MIBS; i++) {
		row = lq_rows_append(rows);
		if (IS_ERR(row))
			return PTR_ERR(row);
		row->counter = mibs[i].name;
		row->kernel = lq_books_kernel(books, net, i);
		row->ours = sum_of(&sums, mibs[i].counts);
		row->known = !(sums.unfed & mibs[i].counts);
	}
	return 0;
}

/* @net is alive; there are no rows if it is going. */
static int take(struct lq_rows *rows, const struct net *net)
{
	struct lq_books *books;
	int err;

	rcu_read_lock();
	books = lq_books_get(net);
	rcu_read_unlock();
	if (!books)
		return 0;
	err = add_rows(rows, net, books);
	lq_books_put(books);
	return err;
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;

	switch (column) {
	case COLUMN_counter:
		lq_cell_text(cell, row->counter);
		break;
	case COLUMN_kernel:
		lq_cell_number(cell, row->kernel);
		break;
	case COLUMN_ours:
		if (row->known)
			lq_cell_number(cell, row->ours);
		else
			lq_cell_unknown(cell);
	}
}

const struct lq_table lq_netstat = {
	.name = "netstat",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
