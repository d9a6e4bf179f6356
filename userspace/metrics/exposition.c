// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

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
static void put_escaped(FILE *out, const char *text, bool quotes)
{
	for (; *text; text++) {
		if (*text == '\n') {
			fputs("\\n", out);
			continue;
		}
		if (*text == '\\' || (*text == '"' && quotes))
			fputc('\\', out);
		fputc(*text, out);
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
	put_escaped(e->out, f->help, open);
	fputs(".\n", e->out);
}

static void put_each(FILE *out, const struct labels *labels, bool more)
{
	size_t i;

	for (i = 0; i < labels->count; i++) {
		if (i || more)
			fputc(',', out);
		fputs(labels->label[i].name, out);
		fputs("=\"", out);
		put_escaped(out, labels->label[i].value, true);
		fputc('"', out);
	}
}

static void put_labels(struct exposition *e, const struct labels *labels)
{
	if (!labels->rendered && !labels->count)
		return;
	fputc('{', e->out);
	if (labels->rendered)
		fputs(labels->rendered, e->out);
	put_each(e->out, labels, labels->rendered);
	fputc('}', e->out);
}

/*
 * Writes all significant decimals: a double would round large numbers. There
 * are too many numbers for fprintf().
 */
static void put_number(struct exposition *e, uint64_t number, unsigned int scale)
{
	uint64_t rest = number % scale, whole = number / scale;
	char text[48], *p = &text[24], *end = p;

	do {
		*--p = (char)('0' + whole % 10);
		whole /= 10;
	} while (whole);
	*--p = ' ';
	if (rest)
		*end++ = '.';
	while (rest) {
		scale /= 10;
		*end++ = (char)('0' + rest / scale);
		rest %= scale;
	}
	*end++ = '\n';
	fwrite(p, 1, (size_t)(end - p), e->out);
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
	fputs(e->family->name, e->out);
	fputs(suffix, e->out);
	fputs(type_suffix(e->family->type), e->out);
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

char *labels_render(const struct labels *labels)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	put_each(out, labels, false);
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}

void labels_add(struct labels *labels, const char *name, const char *value)
{
	if (labels->count == LABELS_MAX)
		return;
	labels->label[labels->count].name = name;
	labels->label[labels->count].value = value;
	labels->count++;
}
