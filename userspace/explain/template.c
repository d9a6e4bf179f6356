// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "explain/template.h"

struct words {
	const char *text;
	size_t length;
};

struct placeholder {
	const char *begin, *end;	/* including the braces */
	enum fact fact;			/* NFACTS: no such fact */
	bool word_only;
	struct words one, many;
};

/*
 * Cuts off the text up to the next '|' or the end, and moves *at behind that.
 */
static struct words cut(const char **at, const char *end)
{
	size_t rest = (size_t)(end - *at);
	const char *bar = memchr(*at, '|', rest);
	struct words words = { *at, bar ? (size_t)(bar - *at) : rest };

	*at = bar ? bar + 1 : end;
	return words;
}

static bool find_placeholder(const char *template, struct placeholder *p)
{
	const char *at, *close;
	struct words name;

	p->begin = strchr(template, '{');
	close = p->begin ? strchr(p->begin, '}') : NULL;
	if (!close)
		return false;
	at = p->begin + 1;
	p->end = close + 1;
	p->word_only = *at == '#';
	at += p->word_only;
	name = cut(&at, close);
	p->fact = fact_named(name.text, name.length);
	p->one = cut(&at, close);
	p->many = cut(&at, close);
	return true;
}

const char *template_next_fact(const char *template, enum fact *fact)
{
	struct placeholder p;

	if (!find_placeholder(template, &p))
		return NULL;
	*fact = p.fact;
	return p.end;
}

bool template_can_render(const char *template, const struct facts *facts)
{
	enum fact fact;

	while ((template = template_next_fact(template, &fact)))
		if (fact == NFACTS || !known(facts->value[fact]))
			return false;
	return true;
}

static void fill(const struct placeholder *p, const struct facts *facts,
		 FILE *out)
{
	struct words word = facts->value[p->fact].number == 1 ?
			    p->one : p->many;
	char buf[CELL_SIZE];

	if (!p->word_only)
		fputs(fact_cell(facts, p->fact, buf), out);
	if (!p->word_only && word.length)
		putc(' ', out);
	fwrite(word.text, 1, word.length, out);
}

void template_render(const char *template, const struct facts *facts, FILE *out)
{
	struct placeholder p;

	for (; find_placeholder(template, &p); template = p.end) {
		fwrite(template, 1, (size_t)(p.begin - template), out);
		fill(&p, facts, out);
	}
	fputs(template, out);
}
