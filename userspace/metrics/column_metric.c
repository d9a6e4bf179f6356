// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/array.h"
#include "metrics/column_metric.h"

static const struct unit {
	const char *ending;		/* of the column's name */
	const char *unit;
	unsigned int scale;
} units[] = {
	{ "_us", "seconds", 1000000 },
	{ "_ms", "seconds", 1000 },
	{ "_bytes", "bytes", 1 },
};

static const struct unit *unit_of(const char *token)
{
	size_t i, n = strlen(token), len;

	for (i = 0; i < ARRAY_SIZE(units); i++) {
		len = strlen(units[i].ending);
		if (n > len && strcmp(token + n - len, units[i].ending) == 0)
			return &units[i];
	}
	return NULL;
}

/* Says "absent" where the table's help says "-": such a value has no sample. */
static void write_help(char *buf, size_t size, const char *help)
{
	const char *dash = strstr(help, "; - ");

	if (dash)
		snprintf(buf, size, "%.*s; absent %s", (int)(dash - help), help,
			 dash + strlen("; - "));
	else
		snprintf(buf, size, "%s", help);
}

static void write_name(struct column_metric *m, const char *prefix,
		       const char *token, const struct unit *unit)
{
	size_t len = strlen(token) - (unit ? strlen(unit->ending) : 0);

	snprintf(m->name, sizeof(m->name), "%s%.*s%s%s", prefix, (int)len,
		 token, unit ? "_" : "", unit ? unit->unit : "");
}

bool column_metric(struct column_metric *m, const char *prefix,
		   const struct column_format *column)
{
	const struct unit *unit = unit_of(column->token);
	bool counts = column->kind == KIND_COUNT || column->kind == KIND_DROP;

	if (column->kind == KIND_TEXT || column->kind == KIND_ID)
		return false;
	write_name(m, prefix, column->token, unit);
	write_help(m->help, sizeof(m->help), column->help);
	m->scale = unit ? unit->scale : 1;
	m->family = (struct family){
		.name = m->name,
		.type = counts ? METRIC_COUNTER : METRIC_GAUGE,
		.unit = unit ? unit->unit : NULL,
		.help = m->help,
	};
	return true;
}

void column_sample(struct exposition *e, const struct column_metric *m,
		   const struct labels *labels, struct value v)
{
	if (known(v))
		exposition_sample(e, "", labels, v.number, m->scale);
}

void labels_add_number(struct labels *labels, const char *name,
		       struct value number, char buf[NUMBER_SIZE])
{
	*buf = '\0';
	if (known(number))
		snprintf(buf, NUMBER_SIZE, "%" PRIu64, number.number);
	labels_add(labels, name, buf);
}

void labels_add_text(struct labels *labels, const char *name,
		     struct value text)
{
	labels_add(labels, name, known(text) ? text.text : "");
}

void socket_labels(struct socket_labels *s, struct value netns,
		   struct value local, struct value inode)
{
	labels_begin(&s->labels);
	labels_add_number(&s->labels, "netns", netns, s->netns);
	labels_add_text(&s->labels, "local", local);
	labels_add_number(&s->labels, "inode", inode, s->inode);
}
