/* SPDX-License-Identifier: GPL-2.0-only */
/* A table's column as a metric: "acceptq_oldest_us" in seconds, and so on. */
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

/* false: it is not a number that a metric could have. prefix: "listenq_". */
bool column_metric(struct column_metric *m, const char *prefix,
		   const struct column_format *column);

/* A sample, if the value is known. */
void column_sample(struct exposition *e, const struct column_metric *m,
		   const struct labels *labels, struct value v);

/* The number as text in buf; "" if it is not known. */
void labels_add_number(struct labels *labels, const char *name,
		       struct value number, char buf[NUMBER_SIZE]);
void labels_add_text(struct labels *labels, const char *name,
		     struct value text);

/* Which socket: netns, local, inode. Others may be added to them. */
struct socket_labels {
	struct labels labels;
	char netns[NUMBER_SIZE], inode[NUMBER_SIZE];
};

void socket_labels(struct socket_labels *s, struct value netns,
		   struct value local, struct value inode);

#endif /* COLUMN_METRIC_H */
