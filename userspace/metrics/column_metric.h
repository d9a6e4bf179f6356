/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Columns of tables as metrics, in base units: "acceptq_oldest_us" in seconds.
 */
#ifndef COLUMN_METRIC_H
#define COLUMN_METRIC_H

#include "metrics/exposition.h"
#include "table/table.h"

#define NUMBER_SIZE 21

struct column_metric {
	struct family family;
	unsigned int scale;
	char name[64];
	char help[192];
};

/*
 * Describes a column as a metric whose name begins with prefix. Returns false
 * if the column is not a quantity.
 */
bool column_metric(struct column_metric *m, const char *prefix,
		   const struct column_format *column);

/* Writes a sample, if the value is known. */
void column_sample(struct exposition *e, const struct column_metric *m,
		   const struct labels *labels, struct value v);

/* Add a label; its value is "" if the number or text is unknown. */
void labels_add_number(struct labels *labels, const char *name,
		       struct value number, char buf[NUMBER_SIZE]);
void labels_add_text(struct labels *labels, const char *name,
		     struct value text);

/* The labels that identify a socket: netns, local, inode. More may be added. */
struct socket_labels {
	struct labels labels;
	char netns[NUMBER_SIZE], inode[NUMBER_SIZE];
};

void socket_labels(struct socket_labels *s, struct value netns,
		   struct value local, struct value inode);

#endif /* COLUMN_METRIC_H */
