// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/seq_file.h>

#include "table/cell.h"
#include "table/rows.h"
#include "table/show.h"
#include "table/table.h"

#define COLUMNS_MAX 64

struct show {
	const struct lq_table *table;
	struct lq_rows rows;		/* as they were at open() */
	u64 largest[COLUMNS_MAX];	/* number in the column */
	u8 width[COLUMNS_MAX];
	unsigned int length;		/* of a line */
};

static unsigned int digits(u64 number)
{
	unsigned int n = 1;

	for (; number >= 10; number /= 10)
		n++;
	return n;
}

/*
 * Appends a line of blanks and returns it; or marks the seq_file as overflowed
 * and returns NULL.
 *
 * Avoids seq_printf(), which made a table of a thousand listeners, fifty
 * thousand cells, cost more than three times as much.
 */
static char *blank_line(struct seq_file *seq)
{
	const struct show *show = seq->private;
	char *line;

	if (seq_get_buf(seq, &line) < show->length) {
		seq_commit(seq, -1);
		return NULL;
	}
	memset(line, ' ', show->length - 1);
	line[show->length - 1] = '\n';
	seq_commit(seq, show->length);
	return line;
}

/*
 * Writes a cell and returns the beginning of the next column. The first column
 * is aligned on the left, as its words differ in length; all others on the
 * right.
 */
static char *put(char *to, const struct show *show, unsigned int column,
		 const struct lq_cell *cell)
{
	unsigned int width = show->width[column];
	unsigned int n;

	if (cell->text) {
		n = strnlen(cell->text, width);
		memcpy(to + (column ? width - n : 0), cell->text, n);
	} else {
		lq_decimal(to + width, cell->number);
	}
	return to + width + 1;
}

static void show_header(struct seq_file *seq)
{
	const struct show *show = seq->private;
	const struct lq_table *table = show->table;
	struct lq_cell cell;
	unsigned int column;
	char *to;

	seq_printf(seq, "# listenq-%s %d\n", table->name, LQ_FORMAT);
	to = blank_line(seq);
	for (column = 0; to && column < table->columns; column++) {
		lq_cell_text(&cell, table->tokens[column]);
		to = put(to, show, column, &cell);
	}
}

static void show_row(struct seq_file *seq, const void *row)
{
	const struct show *show = seq->private;
	char *to = blank_line(seq);
	struct lq_cell cell;
	unsigned int column;

	for (column = 0; to && column < show->table->columns; column++) {
		show->table->cell(&cell, row, column);
		to = put(to, show, column, &cell);
	}
}

/* Position 0 is the header, position n the row n - 1. */
static void *show_start(struct seq_file *seq, loff_t *pos)
{
	const struct show *show = seq->private;

	if (*pos == 0)
		return SEQ_START_TOKEN;
	if (*pos < 0 || *pos > show->rows.n)
		return NULL;
	return lq_rows_at(&show->rows, *pos - 1);
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

static void measure_row(struct show *show, const void *row)
{
	struct lq_cell cell;
	unsigned int column;

	for (column = 0; column < show->table->columns; column++) {
		show->table->cell(&cell, row, column);
		if (cell.text)
			widen(show, column, strlen(cell.text));
		else if (cell.number > show->largest[column])
			show->largest[column] = cell.number;
	}
}

static void measure_column(struct show *show, unsigned int column)
{
	widen(show, column, strlen(show->table->tokens[column]));
	widen(show, column, digits(show->largest[column]));
	show->length += show->width[column] + 1;
}

/*
 * Finds the width of each column. The rows do not change until they are shown.
 */
static void measure(struct show *show)
{
	size_t i;

	for (i = 0; i < show->rows.n; i++) {
		measure_row(show, lq_rows_at(&show->rows, i));
		cond_resched();
	}
	for (i = 0; i < show->table->columns; i++)
		measure_column(show, i);
}

int lq_show_open(struct file *file, const struct lq_table *table,
		 const struct net *net)
{
	struct show *show;
	int err;

	if (WARN_ON_ONCE(table->columns > COLUMNS_MAX))
		return -EINVAL;
	show = __seq_open_private(file, &show_ops, sizeof(*show));
	if (!show)
		return -ENOMEM;
	show->table = table;
	err = lq_rows_init(&show->rows, table->row_size, net) ?:
	      table->take(&show->rows, net);
	if (err) {
		lq_rows_free(&show->rows);
		seq_release_private(NULL, file);
		return err;
	}
	measure(show);
	return 0;
}

int lq_show_release(struct inode *inode, struct file *file)
{
	struct seq_file *seq = file->private_data;
	struct show *show = seq->private;

	lq_rows_free(&show->rows);
	return seq_release_private(inode, file);
}
