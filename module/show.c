// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/seq_file.h>

#include "cell.h"
#include "show.h"
#include "snapshot.h"
#include "table.h"
#include "uapi/listenq.h"

#define COLUMNS_MAX 64

struct show {
	const struct lq_table *table;
	struct lq_snapshot *snapshot;
	u8 width[COLUMNS_MAX];
};

static unsigned int digits(u64 number)
{
	unsigned int n = 1;

	for (; number >= 10; number /= 10)
		n++;
	return n;
}

static unsigned int length(const struct lq_cell *cell)
{
	return cell->text ? strlen(cell->text) : digits(cell->number);
}

static void write_number(char *end, u64 number)
{
	do {
		*--end = '0' + number % 10;
		number /= 10;
	} while (number);
}

static void write_cell(char *to, const struct lq_cell *cell, unsigned int n)
{
	if (cell->text)
		memcpy(to, cell->text, n);
	else
		write_number(to + n, cell->number);
}

/*
 * The first column is the only one of words that differ much in length. A uid is
 * longer than it was measured if its namespace has been mapped since.
 *
 * Not by seq_printf(): there are fifty thousand cells in a table of a thousand
 * listeners, and with it the table cost more than three times as much.
 */
static void put(struct seq_file *seq, unsigned int column,
		const struct lq_cell *cell)
{
	const struct show *show = seq->private;
	unsigned int n = length(cell);
	unsigned int width = max_t(unsigned int, show->width[column], n);
	unsigned int before = column ? 1 + width - n : 0;
	char *to;

	width += column != 0;
	if (seq_get_buf(seq, &to) < width) {
		seq_commit(seq, -1);
		return;
	}
	memset(to, ' ', width);
	write_cell(to + before, cell, n);
	seq_commit(seq, width);
}

static void show_header(struct seq_file *seq)
{
	const struct show *show = seq->private;
	const struct lq_table *table = show->table;
	struct lq_cell cell;
	unsigned int column;

	seq_printf(seq, "# listenq-%s %d\n", table->name, LQ_FORMAT);
	for (column = 0; column < table->columns; column++) {
		lq_cell_text(&cell, table->tokens[column]);
		put(seq, column, &cell);
	}
	seq_putc(seq, '\n');
}

static void show_row(struct seq_file *seq, const void *row)
{
	const struct show *show = seq->private;
	struct lq_cell cell;
	unsigned int column;

	for (column = 0; column < show->table->columns; column++) {
		show->table->cell(&cell, row, column, seq_user_ns(seq));
		put(seq, column, &cell);
	}
	seq_putc(seq, '\n');
}

/* Position 0 is the header, position n the row n - 1. */
static void *show_start(struct seq_file *seq, loff_t *pos)
{
	const struct show *show = seq->private;

	if (*pos == 0)
		return SEQ_START_TOKEN;
	if (*pos < 0 || *pos > lq_snapshot_rows(show->snapshot))
		return NULL;
	return (void *)lq_snapshot_row(show->snapshot, *pos - 1);
}

static void *show_next(struct seq_file *seq, void *v, loff_t *pos)
{
	++*pos;
	return show_start(seq, pos);
}

static void show_stop(struct seq_file *seq, void *v)
{
}

static int show_one(struct seq_file *seq, void *v)
{
	if (v == SEQ_START_TOKEN)
		show_header(seq);
	else
		show_row(seq, v);
	return 0;
}

static const struct seq_operations show_ops = {
	.start = show_start,
	.next = show_next,
	.stop = show_stop,
	.show = show_one,
};

static void widen(struct show *show, unsigned int column, unsigned int length)
{
	show->width[column] = max_t(unsigned int, show->width[column], length);
}

static void measure_row(struct show *show, const void *row,
			struct user_namespace *user_ns)
{
	struct lq_cell cell;
	unsigned int column;

	for (column = 0; column < show->table->columns; column++) {
		show->table->cell(&cell, row, column, user_ns);
		widen(show, column, length(&cell));
	}
}

static void measure(struct show *show, struct user_namespace *user_ns)
{
	size_t i;

	for (i = 0; i < show->table->columns; i++)
		widen(show, i, strlen(show->table->tokens[i]));
	for (i = 0; i < lq_snapshot_rows(show->snapshot); i++) {
		measure_row(show, lq_snapshot_row(show->snapshot, i), user_ns);
		cond_resched();
	}
}

int lq_show_open(struct file *file, const struct lq_table *table,
		 const struct net *net)
{
	struct show *show;

	if (WARN_ON_ONCE(table->columns > COLUMNS_MAX))
		return -EINVAL;
	show = __seq_open_private(file, &show_ops, sizeof(*show));
	if (!show)
		return -ENOMEM;
	show->table = table;
	show->snapshot = lq_snapshot_take(table, net);
	if (IS_ERR(show->snapshot)) {
		int err = PTR_ERR(show->snapshot);

		seq_release_private(NULL, file);
		return err;
	}
	measure(show, file->f_cred->user_ns);
	return 0;
}

int lq_show_release(struct inode *inode, struct file *file)
{
	const struct seq_file *seq = file->private_data;
	const struct show *show = seq->private;

	lq_snapshot_free(show->snapshot);
	return seq_release_private(inode, file);
}
