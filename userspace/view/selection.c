// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <string.h>

#include "lib/array.h"
#include "view/selection.h"

size_t selection_position(const struct selection *s, size_t column)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->column[i] == column)
			break;
	return i;
}

bool selection_has(const struct selection *s, size_t column)
{
	return selection_position(s, column) < s->count;
}

void selection_insert(struct selection *s, size_t at, size_t column)
{
	if (selection_has(s, column))
		return;
	memmove(&s->column[at + 1], &s->column[at],
		(s->count - at) * sizeof(s->column[0]));
	s->column[at] = column;
	s->count++;
}

void selection_append(struct selection *s, size_t column)
{
	selection_insert(s, s->count, column);
}

void selection_remove(struct selection *s, size_t column)
{
	size_t at = selection_position(s, column);

	if (at == s->count)
		return;
	s->count--;
	memmove(&s->column[at], &s->column[at + 1],
		(s->count - at) * sizeof(s->column[0]));
}

static void use_numbers(struct selection *s, const struct column_numbers *n)
{
	size_t i, at = selection_position(s, n->column);

	if (at == s->count)
		return;
	selection_remove(s, n->column);
	for (i = 0; i < ARRAY_SIZE(n->number); i++)
		if (n->number[i] && !selection_has(s, n->number[i]))
			selection_insert(s, at++, n->number[i]);
}

void selection_use_numbers(struct selection *s)
{
	size_t i;

	for (i = 0; i < s->set->nnumbers; i++)
		use_numbers(s, &s->set->numbers[i]);
}

void selection_all(struct selection *s)
{
	size_t i;

	s->count = 0;
	s->chosen = true;
	for (i = 0; i < s->set->count; i++)
		selection_append(s, i);
}

void selection_default(struct selection *s, const size_t *columns, size_t count)
{
	const struct selection requested = *s;
	size_t i;

	if (s->chosen)
		return;
	s->count = 0;
	for (i = 0; i < count; i++)
		selection_append(s, columns[i]);
	for (i = 0; i < requested.count; i++)
		selection_append(s, requested.column[i]);
}

static char canonical(char c)
{
	return c == '_' ? '-' : (char)toupper((unsigned char)c);
}

void column_name(const struct column_set *set, size_t column,
		 char name[COLUMN_NAME_SIZE])
{
	const char *token = set->column[column].token;
	bool is_kernels = isupper((unsigned char)token[0]);
	size_t i;

	for (i = 0; token[i] && i < COLUMN_NAME_SIZE - 1; i++)
		name[i] = is_kernels ? token[i] : canonical(token[i]);
	name[i] = '\0';
}

void column_key(const struct column_set *set, size_t column,
		char key[COLUMN_NAME_SIZE])
{
	const char *token = set->column[column].token;
	int length = (int)strcspn(token, "/");
	size_t i;

	snprintf(key, COLUMN_NAME_SIZE, "%.*s%s%s", length, token,
		 token[length] ? "_per_" : "",
		 token[length] ? &token[length + 1] : "");
	for (i = 0; key[i]; i++)
		key[i] = (char)tolower((unsigned char)key[i]);
}

static bool is_named(const char *token, const char *name)
{
	for (; *token && canonical(*token) == canonical(*name); token++, name++)
		;
	return *token == *name;
}

size_t column_find(const struct column_set *set, const char *name)
{
	size_t i;

	for (i = 0; i < set->count; i++)
		if (is_named(set->column[i].token, name))
			break;
	return i;
}

const char *selection_parse(struct selection *s, char *list)
{
	char *name;
	size_t i;

	if (*list == '+') {
		list++;
	} else {
		s->count = 0;
		s->chosen = true;
	}
	while ((name = strsep(&list, ","))) {
		i = column_find(s->set, name);
		if (i == s->set->count)
			return name;
		selection_append(s, i);
	}
	return NULL;
}

enum owners_wanted selection_owners(const struct selection *s)
{
	enum owners_wanted wanted = OWNERS_NONE;
	size_t i;

	for (i = 0; i < s->count; i++)
		wanted = owners_more(wanted,
				     s->set->column[s->column[i]].owners);
	return wanted;
}

const char *column_cell(const struct column_set *set, size_t column,
			const void *row, char buf[CELL_SIZE])
{
	const struct column *c = &set->column[column];
	struct value v;

	if (c->cell)
		return c->cell(row, buf);
	v = set->values(row)[column];
	if (c->type == COLUMN_NUMBER)
		return number_cell(v, buf);
	return text_or_null(v);
}

void columns_help(const struct column_set *set, FILE *out)
{
	char name[COLUMN_NAME_SIZE];
	int width = 0;
	size_t i;

	for (i = 0; i < set->count; i++)
		if ((int)strlen(set->column[i].token) > width)
			width = (int)strlen(set->column[i].token);
	for (i = 0; i < set->count; i++) {
		column_name(set, i, name);
		fprintf(out, "  %-*s  %s\n", width, name, set->column[i].help);
	}
}
