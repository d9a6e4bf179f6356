// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "explain/paragraph.h"
#include "explain/report.h"
#include "explain/template.h"
#include "listener/listener.h"
#include "view/json.h"

#define INDENT 11

/* Longer than any sentence with its holes filled. */
#define SENTENCE_SIZE 1024

void explain(struct explanation *e, const struct listener *listener,
	     const struct sysctls *sysctls)
{
	e->listener = listener;
	e->facts = facts_of(listener, sysctls);
	e->count = statements_find(&e->facts, e->statement);
}

bool explanation_is_healthy(const struct explanation *e)
{
	return e->count && e->statement[0]->section == SECTION_HEALTHY;
}

static const char *local(const struct explanation *e)
{
	return text_or_null(e->facts.local);
}

static void print_title(const struct explanation *e, FILE *out)
{
	const struct owner owner = e->listener->owner;

	fputs(local(e) ?: "-", out);
	if (owner.count)
		fprintf(out, " (%s, pid %d)", owner_name(owner) ?: "-",
			owner.holders[0].pid);
	if (e->listener->netns_name)
		fprintf(out, " in %s", e->listener->netns_name);
}

static const char *say(const struct explanation *e, size_t i,
		       char buf[SENTENCE_SIZE])
{
	FILE *out = fmemopen(buf, SENTENCE_SIZE, "w");

	buf[0] = '\0';
	if (!out)
		return buf;
	sentence_say(e->statement[i]->sentence, &e->facts, out);
	fclose(out);
	return buf;
}

static bool begins_section(const struct explanation *e, size_t i)
{
	return !i || e->statement[i]->section != e->statement[i - 1]->section;
}

static void print_statement(const struct explanation *e, size_t i, FILE *out)
{
	char label[INDENT + 1] = "", text[SENTENCE_SIZE];

	if (begins_section(e, i))
		snprintf(label, sizeof(label), "  %s",
			 section_name(e->statement[i]->section));
	paragraph_print(label, INDENT, say(e, i, text), out);
}

void explanation_print(const struct explanation *e, FILE *out)
{
	char text[SENTENCE_SIZE];
	size_t i;

	print_title(e, out);
	if (explanation_is_healthy(e)) {
		fprintf(out, ": %s\n", say(e, 0, text));
		return;
	}
	fputc('\n', out);
	for (i = 0; i < e->count; i++)
		print_statement(e, i, out);
}

static void statement_json(const struct explanation *e, size_t i,
			   struct json *j)
{
	const struct statement *s = e->statement[i];
	const char *at = s->sentence;
	bool is_told[NFACTS] = { false };
	char text[SENTENCE_SIZE];
	enum fact fact;

	json_open(j, NULL, '{');
	json_text(j, "id", s->id);
	json_text(j, "section", section_name(s->section));
	json_open(j, "numbers", '{');
	while ((at = sentence_next_fact(at, &fact))) {
		if (!is_told[fact])
			json_number(j, fact_name(fact), e->facts.value[fact]);
		is_told[fact] = true;
	}
	json_close(j, '}');
	json_text(j, "text", say(e, i, text));
	json_close(j, '}');
}

void explanation_json(const struct explanation *e, struct json *j)
{
	size_t i;

	json_open(j, NULL, '{');
	json_text(j, "local", local(e));
	json_number(j, "pid", e->facts.pid);
	json_text(j, "process", owner_name(e->listener->owner));
	if (e->listener->netns_name) {
		json_number(j, "netns", e->facts.netns);
		json_text(j, "netns-name", e->listener->netns_name);
	}
	json_bool(j, "healthy", explanation_is_healthy(e));
	json_open(j, "statements", '[');
	for (i = 0; i < e->count; i++)
		statement_json(e, i, j);
	json_close(j, ']');
	json_close(j, '}');
}
