// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/uidgid.h>

#include "show.h"
#include "snapshot.h"

/* "[" 8 groups of 4 digits "]:" 5 digits, and u64 in decimal is shorter. */
#define TEXT_MAX	64

struct lq_show {
	struct lq_snapshot *snapshot;
	int width[LQ_NR_COLUMNS];
};

#define TOKEN(name, kind, help) [LQ_COL_##name] = #name,
static const char * const tokens[] = { LQ_LISTENER_COLUMNS(TOKEN) };

static const char * const families[] = {
	[LQ_IPV4] = "ipv4", [LQ_IPV6] = "ipv6", [LQ_DUAL] = "dual",
};
static const char * const protos[] = {
	[LQ_TCP] = "tcp", [LQ_MPTCP] = "mptcp",
};

static void address_text(char *text, const struct lq_row *row)
{
	u16 port = row->value[LQ_COL_local];

	if (row->value[LQ_COL_family] == LQ_IPV4)
		snprintf(text, TEXT_MAX, "%pI4:%u", &row->addr, port);
	else
		snprintf(text, TEXT_MAX, "[%pI6c]:%u", &row->addr, port);
}

static u32 uid_of(struct user_namespace *user_ns, const struct lq_row *row)
{
	return from_kuid_munged(user_ns, KUIDT_INIT(row->value[LQ_COL_uid]));
}

static void value_text(char *text, const struct lq_row *row,
		       enum lq_column column, struct user_namespace *user_ns)
{
	u64 value = row->value[column];

	if (row->unknown & BIT_ULL(column)) {
		strscpy(text, "-", TEXT_MAX);
		return;
	}
	switch (column) {
	case LQ_COL_local:
		address_text(text, row);
		break;
	case LQ_COL_family:
		strscpy(text, families[value], TEXT_MAX);
		break;
	case LQ_COL_proto:
		strscpy(text, protos[value], TEXT_MAX);
		break;
	case LQ_COL_uid:
		snprintf(text, TEXT_MAX, "%u", uid_of(user_ns, row));
		break;
	case LQ_COL_cookie:
		snprintf(text, TEXT_MAX, "%llx", value);
		break;
	default:
		snprintf(text, TEXT_MAX, "%llu", value);
	}
}

/* The first column is the only one of words that differ in length. */
static void put(struct seq_file *seq, enum lq_column column, const char *text)
{
	const struct lq_show *show = seq->private;
	int width = show->width[column];

	if (column == 0)
		seq_printf(seq, "%-*s", width, text);
	else
		seq_printf(seq, " %*s", width, text);
}

static void show_header(struct seq_file *seq)
{
	int column;

	seq_printf(seq, "# listenq-listeners %d\n", LQ_FORMAT);
	for (column = 0; column < LQ_NR_COLUMNS; column++)
		put(seq, column, tokens[column]);
	seq_putc(seq, '\n');
}

static void show_row(struct seq_file *seq, const struct lq_row *row)
{
	char text[TEXT_MAX];
	int column;

	for (column = 0; column < LQ_NR_COLUMNS; column++) {
		value_text(text, row, column, seq_user_ns(seq));
		put(seq, column, text);
	}
	seq_putc(seq, '\n');
}

/* Position 0 is the header, position n the row n - 1. */
static void *show_start(struct seq_file *seq, loff_t *pos)
{
	const struct lq_show *show = seq->private;

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

static void measure_row(struct lq_show *show, const struct lq_row *row,
			struct user_namespace *user_ns)
{
	char text[TEXT_MAX];
	int column;

	for (column = 0; column < LQ_NR_COLUMNS; column++) {
		value_text(text, row, column, user_ns);
		show->width[column] = max_t(int, show->width[column],
					    strlen(text));
	}
}

static void measure(struct lq_show *show, struct user_namespace *user_ns)
{
	size_t rows = lq_snapshot_rows(show->snapshot);
	size_t i;

	for (i = 0; i < LQ_NR_COLUMNS; i++)
		show->width[i] = strlen(tokens[i]);
	for (i = 0; i < rows; i++) {
		measure_row(show, lq_snapshot_row(show->snapshot, i), user_ns);
		cond_resched();
	}
}

int lq_show_open(struct file *file, const struct net *net)
{
	struct lq_show *show = __seq_open_private(file, &show_ops,
						  sizeof(*show));

	if (!show)
		return -ENOMEM;
	show->snapshot = lq_snapshot_take(net);
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
	const struct lq_show *show = seq->private;

	lq_snapshot_free(show->snapshot);
	return seq_release_private(inode, file);
}
