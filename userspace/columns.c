// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <string.h>

#include "columns.h"
#include "entry.h"

enum type { TYPE_TEXT, TYPE_NUMBER, TYPE_FILL };

struct column {
	const char *token;
	const char *help;
	enum type type;
	bool needs_owner;
	/* NULL: the value of that name in the table */
	const char *(*cell)(const struct entry *entry, char *buf);
};

static const char *value_cell(size_t column, struct value v, char *buf)
{
	if (listener_format.columns[column].kind != KIND_TEXT)
		return number_cell(v, buf);
	return known(v) ? v.text : NULL;
}

static const char *fill_cell(struct value depth, struct value limit, char *buf)
{
	char a[CELL_SIZE], b[CELL_SIZE];

	if (!known(depth) && !known(limit))
		return NULL;
	snprintf(buf, CELL_SIZE, "%.20s/%.20s",
		 number_cell(depth, a) ?: "-", number_cell(limit, b) ?: "-");
	return buf;
}

static const char *syn_queue_cell(const struct entry *entry, char *buf)
{
	const struct listener *l = entry->listener;

	return fill_cell(l->synq, l->synq_limit, buf);
}

static const char *accept_queue_cell(const struct entry *entry, char *buf)
{
	const struct listener *l = entry->listener;

	return fill_cell(l->acceptq, l->acceptq_limit, buf);
}

static const char *syn_peak_cell(const struct entry *entry, char *buf)
{
	return number_cell(entry->listener->synq_peak, buf);
}

static const char *accept_peak_cell(const struct entry *entry, char *buf)
{
	return number_cell(entry->listener->acceptq_peak, buf);
}

static const char *refused_cell(const struct entry *entry, char *buf)
{
	return number_cell(listener_refused(entry->listener), buf);
}

static const char *pid_cell(const struct entry *entry, char *buf)
{
	if (!entry->owner.count)
		return NULL;
	snprintf(buf, CELL_SIZE, "%d", entry->owner.holders[0].pid);
	return buf;
}

static const char *process_cell(const struct entry *entry, char *buf)
{
	(void)buf;
	if (!entry->owner.count || !entry->owner.holders[0].name[0])
		return NULL;
	return entry->owner.holders[0].name;
}

static const char *holders_cell(const struct entry *entry, char *buf)
{
	if (!entry->owner.count)
		return NULL;
	snprintf(buf, CELL_SIZE, "%zu", entry->owner.count);
	return buf;
}

static const struct column columns[NCOLUMNS] = {
#define X(token, kind, help) [LISTENER_##token] = \
	{ #token, help, KIND_##kind == KIND_TEXT ? TYPE_TEXT : TYPE_NUMBER, \
	  false, NULL },
	LQ_LISTENER_COLUMNS(X)
#undef X
	[COLUMN_SYN_QUEUE] = { "syn_queue",
		"SYN queue: depth now / limit",
		TYPE_FILL, false, syn_queue_cell },
	[COLUMN_SYN_PEAK] = { "syn_peak",
		"SYN queue: deepest so far; SYNQ-PEAK by another name",
		TYPE_NUMBER, false, syn_peak_cell },
	[COLUMN_ACCEPT_QUEUE] = { "accept_queue",
		"accept queue: depth now / limit",
		TYPE_FILL, false, accept_queue_cell },
	[COLUMN_ACCEPT_PEAK] = { "accept_peak",
		"accept queue: deepest so far; ACCEPTQ-PEAK by another name",
		TYPE_NUMBER, false, accept_peak_cell },
	[COLUMN_REFUSED] = { "refused",
		"SYNs and final ACKs refused: the sum of the causes counted",
		TYPE_NUMBER, false, refused_cell },
	[COLUMN_PID] = { "pid",
		"process that holds the socket; of several, the lowest pid",
		TYPE_NUMBER, true, pid_cell },
	[COLUMN_PROCESS] = { "process",
		"name of that process",
		TYPE_TEXT, true, process_cell },
	[COLUMN_HOLDERS] = { "holders",
		"how many processes hold the socket",
		TYPE_NUMBER, true, holders_cell },
};

static const size_t by_default[] = {
	LISTENER_local,
	COLUMN_SYN_QUEUE, COLUMN_SYN_PEAK,
	COLUMN_ACCEPT_QUEUE, COLUMN_ACCEPT_PEAK,
	LISTENER_cookies, COLUMN_REFUSED,
	COLUMN_PID, COLUMN_PROCESS,
};

static void append(struct selection *s, size_t column)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->column[i] == column)
			return;
	s->column[s->count++] = column;
}

void selection_default(struct selection *s)
{
	size_t i;

	s->count = 0;
	for (i = 0; i < sizeof(by_default) / sizeof(by_default[0]); i++)
		append(s, by_default[i]);
}

void selection_all(struct selection *s)
{
	size_t i;

	s->count = 0;
	for (i = 0; i < NCOLUMNS; i++)
		append(s, i);
}

static char canonical(char c)
{
	return c == '_' ? '-' : (char)toupper((unsigned char)c);
}

void column_name(size_t column, char name[COLUMN_NAME_SIZE])
{
	const char *token = columns[column].token;
	size_t i;

	for (i = 0; token[i] && i < COLUMN_NAME_SIZE - 1; i++)
		name[i] = canonical(token[i]);
	name[i] = '\0';
}

static bool is_named(const char *token, const char *name)
{
	for (; *token && canonical(*token) == canonical(*name); token++, name++)
		;
	return *token == *name;
}

const char *selection_parse(struct selection *s, char *list)
{
	char *name;
	size_t i;

	if (*list == '+')
		list++;
	else
		s->count = 0;
	while ((name = strsep(&list, ","))) {
		for (i = 0; i < NCOLUMNS; i++)
			if (is_named(columns[i].token, name))
				break;
		if (i == NCOLUMNS)
			return name;
		append(s, i);
	}
	return NULL;
}

bool selection_needs_owner(const struct selection *s)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (columns[s->column[i]].needs_owner)
			return true;
	return false;
}

bool column_is_number(size_t column)
{
	return columns[column].type == TYPE_NUMBER;
}

bool column_is_right(size_t column)
{
	return columns[column].type != TYPE_TEXT;
}

const char *column_cell(size_t column, const struct entry *entry,
			char buf[CELL_SIZE])
{
	if (columns[column].cell)
		return columns[column].cell(entry, buf);
	return value_cell(column, entry->listener->value[column], buf);
}

void columns_help(FILE *out)
{
	char name[COLUMN_NAME_SIZE];
	int width = 0;
	size_t i;

	for (i = 0; i < NCOLUMNS; i++)
		if ((int)strlen(columns[i].token) > width)
			width = (int)strlen(columns[i].token);
	for (i = 0; i < NCOLUMNS; i++) {
		column_name(i, name);
		fprintf(out, "  %-*s  %s\n", width, name, columns[i].help);
	}
}
