// SPDX-License-Identifier: GPL-2.0-only
/*
 * All lines but the title are of one length: any position of the file belongs to
 * a row that is found by a division, and is made into text when it is read.
 *
 * Avoids seq_printf(), which made a table of a thousand listeners, fifty
 * thousand cells, cost more than three times as much; and seq_file, which after
 * lseek() or pread() makes all text before the position once more.
 */
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "table/cell.h"
#include "table/copy_out.h"
#include "table/rows.h"
#include "table/show.h"
#include "table/table.h"

#define COLUMNS_MAX	64
#define TITLE_MAX	40

/* Text that is made at once, at most, unless a single line is longer. */
#define TEXT_AT_ONCE	16384

struct show {
	const struct lq_table *table;
	struct lq_rows rows;		/* as they were at open() */
	u8 width[COLUMNS_MAX];
	unsigned int length;		/* of a line */
	unsigned int title_length;
	char title[TITLE_MAX];
};

/* ---- text */

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

/* Line 0 is the header, line n the row n - 1. */
static void put_line(char *to, const struct show *show, u64 line)
{
	const struct lq_table *table = show->table;
	const void *row = line ? lq_rows_at(&show->rows, line - 1) : NULL;
	struct lq_cell cell;
	unsigned int column;

	memset(to, ' ', show->length - 1);
	to[show->length - 1] = '\n';
	for (column = 0; column < table->columns; column++) {
		if (row)
			table->cell(&cell, row, column);
		else
			lq_cell_text(&cell, table->tokens[column]);
		to = put(to, show, column, &cell);
	}
}

/* Some consecutive lines of the file. */
struct part {
	char *text;
	size_t length;
	size_t skip;		/* from the beginning to the position */
};

/* Makes the lines from @pos on: @size bytes, or as many as are made at once. */
static int make_part(struct part *part, const struct show *show, u64 pos,
		     size_t size)
{
	u64 line = 0, lines;
	u32 skip = 0;
	bool titled = pos < show->title_length;
	size_t room = titled ? show->title_length : 0;

	if (!titled)
		line = div_u64_rem(pos - show->title_length, show->length, &skip);
	part->skip = titled ? pos : skip;
	if (line > show->rows.n)
		return 0;
	size = min_t(size_t, size, TEXT_AT_ONCE);
	lines = min_t(u64, DIV_ROUND_UP(part->skip + size, show->length),
		      max(TEXT_AT_ONCE / show->length, 1U));
	lines = min_t(u64, lines, show->rows.n + 1 - line);

	part->text = kvmalloc(room + lines * show->length, GFP_KERNEL_ACCOUNT);
	if (!part->text)
		return -ENOMEM;
	memcpy(part->text, show->title, room);
	part->length = room;
	for (; lines; lines--, part->length += show->length) {
		put_line(part->text + part->length, show, line++);
		cond_resched();
	}
	return 0;
}

ssize_t lq_show_read(struct file *file, char __user *to, size_t size,
		     loff_t *pos, struct net *net)
{
	struct part part = {};
	ssize_t n;
	int err;

	if (*pos < 0)
		return -EINVAL;
	err = make_part(&part, file->private_data, *pos, size);
	if (err)
		return err;
	n = part.length > part.skip ? min(part.length - part.skip, size) : 0;
	if (n)
		n = lq_copy_out(to, part.text + part.skip, n, net);
	kvfree(part.text);
	if (n > 0)
		*pos += n;
	return n;
}

/* ---- open() */

static unsigned int digits(u64 number)
{
	unsigned int n = 1;

	for (; number >= 10; number /= 10)
		n++;
	return n;
}

static void widen(struct show *show, unsigned int column, unsigned int length)
{
	show->width[column] = max_t(unsigned int, show->width[column], length);
}

static void measure_row(struct show *show, const void *row, u64 *largest)
{
	struct lq_cell cell;
	unsigned int column;

	for (column = 0; column < show->table->columns; column++) {
		show->table->cell(&cell, row, column);
		if (cell.text)
			widen(show, column, strlen(cell.text));
		else if (cell.number > largest[column])
			largest[column] = cell.number;
	}
}

static void measure_column(struct show *show, unsigned int column, u64 largest)
{
	widen(show, column, strlen(show->table->tokens[column]));
	widen(show, column, digits(largest));
	show->length += show->width[column] + 1;
}

/*
 * Finds the width of each column. The rows do not change until they are shown.
 */
static void measure(struct show *show)
{
	u64 largest[COLUMNS_MAX] = {};
	size_t i;

	for (i = 0; i < show->rows.n; i++) {
		measure_row(show, lq_rows_at(&show->rows, i), largest);
		cond_resched();
	}
	for (i = 0; i < show->table->columns; i++)
		measure_column(show, i, largest[i]);
	show->title_length = scnprintf(show->title, sizeof(show->title),
				       "# listenq-%s %d\n", show->table->name,
				       LQ_FORMAT);
}

static void show_free(struct show *show)
{
	lq_rows_free(&show->rows);
	kfree(show);
}

int lq_show_open(struct file *file, const struct lq_table *table,
		 const struct net *net)
{
	struct show *show;
	int err;

	if (WARN_ON_ONCE(table->columns > COLUMNS_MAX))
		return -EINVAL;
	show = kzalloc(sizeof(*show), GFP_KERNEL_ACCOUNT);
	if (!show)
		return -ENOMEM;
	show->table = table;
	err = lq_rows_init(&show->rows, table->row_size, net) ?:
	      table->take(&show->rows, net);
	if (err) {
		show_free(show);
		return err;
	}
	measure(show);
	file->private_data = show;
	return 0;
}

int lq_show_release(struct inode *inode, struct file *file)
{
	show_free(file->private_data);
	return 0;
}
