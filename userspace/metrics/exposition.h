/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Metrics as text, in one of two dialects: OpenMetrics 1.0, and the older text
 * format 0.0.4, which is what node_exporter's textfile collector takes. They
 * differ in how a counter's family is called, in units, in what a histogram has to
 * have beside its buckets, and in how they end.
 */
#ifndef EXPOSITION_H
#define EXPOSITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum dialect { DIALECT_OPENMETRICS, DIALECT_PROMETHEUS };

enum metric_type { METRIC_GAUGE, METRIC_COUNTER, METRIC_HISTOGRAM, METRIC_INFO };

/* The name ends with the unit, if there is one, and lacks "_total" and "_info". */
struct family {
	const char *name;
	enum metric_type type;
	const char *unit;		/* NULL: none */
	const char *help;
};

#define LABELS_MAX 8

struct labels {
	struct {
		const char *name;
		const char *value;	/* any text: it is escaped */
	} label[LABELS_MAX];
	size_t count;
};

struct exposition {
	FILE *out;
	enum dialect dialect;
	const struct family *family;
	bool begun;
};

/* What it is about is written with its first sample: without one, nothing is. */
void exposition_family(struct exposition *e, const struct family *family);

/* The value is number / scale, a power of ten. suffix: "_bucket", or "". */
void exposition_sample(struct exposition *e, const char *suffix,
		       const struct labels *labels, uint64_t number,
		       unsigned int scale);

/* A sample that the dialect demands, and that nobody measured. */
void exposition_unknown(struct exposition *e, const char *suffix,
			const struct labels *labels);

/* Nothing may follow. */
void exposition_end(struct exposition *e);

/* A label beyond LABELS_MAX is dropped. */
void labels_add(struct labels *labels, const char *name, const char *value);

#endif /* EXPOSITION_H */
