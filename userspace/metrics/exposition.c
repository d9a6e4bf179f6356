// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "metrics/exposition.h"

static const char *type_name(const struct exposition *e)
{
	switch (e->family->type) {
	case METRIC_COUNTER:
		return "counter";
	case METRIC_HISTOGRAM:
		return "histogram";
	case METRIC_INFO:
		return e->dialect == DIALECT_OPENMETRICS ? "info" : "gauge";
	case METRIC_GAUGE:
		break;
	}
	return "gauge";
}

/* Returns the suffix of all samples of a type. */
static const char *type_suffix(enum metric_type type)
{
	switch (type) {
	case METRIC_COUNTER:
		return "_total";
	case METRIC_INFO:
		return "_info";
	case METRIC_GAUGE:
	case METRIC_HISTOGRAM:
		break;
	}
	return "";
}

/* In a help text OpenMetrics escapes quotes, the older format does not. */
static void put_escaped(struct exposition *e, const char *text, bool quotes)
{
	for (; *text; text++) {
		if (*text == '\n') {
			fputs("\\n", e->out);
			continue;
		}
		if (*text == '\\' || (*text == '"' && quotes))
			fputc('\\', e->out);
		fputc(*text, e->out);
	}
}

static void put_about(struct exposition *e)
{
	const struct family *f = e->family;
	const bool open = e->dialect == DIALECT_OPENMETRICS;
	const char *suffix = open ? "" : type_suffix(f->type);

	fprintf(e->out, "# TYPE %s%s %s\n", f->name, suffix, type_name(e));
	if (open && f->unit)
		fprintf(e->out, "# UNIT %s %s\n", f->name, f->unit);
	fprintf(e->out, "# HELP %s%s ", f->name, suffix);
	put_escaped(e, f->help, open);
	fputs(".\n", e->out);
}

static void put_labels(struct exposition *e, const struct labels *labels)
{
	size_t i;

	for (i = 0; i < labels->count; i++) {
		fprintf(e->out, "%c%s=\"", i ? ',' : '{',
			labels->label[i].name);
		put_escaped(e, labels->label[i].value, true);
		fputc('"', e->out);
	}
	if (labels->count)
		fputc('}', e->out);
}

/* Writes all significant decimals: a double would round large numbers. */
static void put_number(struct exposition *e, uint64_t number, unsigned int scale)
{
	uint64_t rest = number % scale;

	fprintf(e->out, " %" PRIu64, number / scale);
	if (rest)
		fputc('.', e->out);
	while (rest) {
		scale /= 10;
		fputc((char)('0' + rest / scale), e->out);
		rest %= scale;
	}
	fputc('\n', e->out);
}

void exposition_family(struct exposition *e, const struct family *family)
{
	e->family = family;
	e->begun = false;
}

static void put_name(struct exposition *e, const char *suffix,
		     const struct labels *labels)
{
	if (!e->begun)
		put_about(e);
	e->begun = true;
	fprintf(e->out, "%s%s%s", e->family->name, suffix,
		type_suffix(e->family->type));
	put_labels(e, labels);
}

void exposition_sample(struct exposition *e, const char *suffix,
		       const struct labels *labels, uint64_t number,
		       unsigned int scale)
{
	put_name(e, suffix, labels);
	put_number(e, number, scale);
}

void exposition_unknown(struct exposition *e, const char *suffix,
			const struct labels *labels)
{
	put_name(e, suffix, labels);
	fputs(" NaN\n", e->out);
}

void exposition_end(struct exposition *e)
{
	if (e->dialect == DIALECT_OPENMETRICS)
		fputs("# EOF\n", e->out);
}

void labels_add(struct labels *labels, const char *name, const char *value)
{
	if (labels->count == LABELS_MAX)
		return;
	labels->label[labels->count].name = name;
	labels->label[labels->count].value = value;
	labels->count++;
}
