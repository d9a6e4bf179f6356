/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Writes metrics as text, in one of two dialects: OpenMetrics 1.0, and the
 * older text format 0.0.4, which node_exporter's textfile collector takes. They
 * differ in the names of counters' families, in units, in what a histogram must
 * have besides its buckets, and in the end mark.
 */
#ifndef EXPOSITION_H
#define EXPOSITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum dialect { DIALECT_OPENMETRICS, DIALECT_PROMETHEUS };

enum metric_type { METRIC_GAUGE, METRIC_COUNTER, METRIC_HISTOGRAM, METRIC_INFO };

/* A metric family; the name includes the unit, but not "_total" or "_info". */
struct family {
	const char *name;
	enum metric_type type;
	const char *unit;		/* NULL: none */
	const char *help;
};

#define LABELS_MAX 8

struct labels {
	char *rendered;			/* written before the others, or NULL */
	struct {
		const char *name;
		const char *value;	/* any text; it will be escaped */
	} label[LABELS_MAX];
	size_t count;
};

struct exposition {
	FILE *out;
	enum dialect dialect;
	const struct family *family;
	bool begun;
};

/* Begins a family; its TYPE and HELP are written with the first sample. */
void exposition_family(struct exposition *e, const struct family *family);

/*
 * Writes a sample of number / scale, a power of ten. suffix: "_bucket", or "".
 */
void exposition_sample(struct exposition *e, const char *suffix,
		       const struct labels *labels, uint64_t number,
		       unsigned int scale);

/* Writes a sample without a value, NaN, where the dialect requires one. */
void exposition_unknown(struct exposition *e, const char *suffix,
			const struct labels *labels);

/* Writes the end mark, if the dialect has one. */
void exposition_end(struct exposition *e);

/* Empties the labels; it comes before the first label of all others. */
static inline void labels_begin(struct labels *labels)
{
	labels->rendered = NULL;
	labels->count = 0;
}

/*
 * Returns the labels as exposition_sample() writes them, without braces, for
 * labels.rendered: those that many samples have are escaped once. The caller
 * frees the text; NULL: out of memory.
 */
char *labels_render(const struct labels *labels);

/* Adds a label; ignores it beyond LABELS_MAX. */
void labels_add(struct labels *labels, const char *name, const char *value);

#endif /* EXPOSITION_H */
