// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "explain/template.h"

struct words {
	const char *text;
	size_t length;
};

struct hole {
	const char *begin, *end;	/* both braces included */
	enum fact fact;			/* NFACTS: there is none of that name */
	bool silent;			/* only the word */
	struct words one, many;
};

/* Up to the delimiter or the end, and steps over it. */
static struct words cut(const char **at, const char *end)
{
	size_t rest = (size_t)(end - *at);
	const char *bar = memchr(*at, '|', rest);
	struct words words = { *at, bar ? (size_t)(bar - *at) : rest };

	*at = bar ? bar + 1 : end;
	return words;
}

static bool find_hole(const char *sentence, struct hole *hole)
{
	const char *at, *close;
	struct words name;

	hole->begin = strchr(sentence, '{');
	close = hole->begin ? strchr(hole->begin, '}') : NULL;
	if (!close)
		return false;
	at = hole->begin + 1;
	hole->end = close + 1;
	hole->silent = *at == '#';
	at += hole->silent;
	name = cut(&at, close);
	hole->fact = fact_named(name.text, name.length);
	hole->one = cut(&at, close);
	hole->many = cut(&at, close);
	return true;
}

const char *sentence_next_fact(const char *sentence, enum fact *fact)
{
	struct hole hole;

	if (!find_hole(sentence, &hole))
		return NULL;
	*fact = hole.fact;
	return hole.end;
}

bool sentence_can_be_said(const char *sentence, const struct facts *facts)
{
	enum fact fact;

	while ((sentence = sentence_next_fact(sentence, &fact)))
		if (fact == NFACTS || !known(facts->value[fact]))
			return false;
	return true;
}

static void fill(const struct hole *hole, const struct facts *facts, FILE *out)
{
	struct words word = facts->value[hole->fact].number == 1 ?
			    hole->one : hole->many;
	char buf[CELL_SIZE];

	if (!hole->silent)
		fputs(fact_cell(facts, hole->fact, buf), out);
	if (!hole->silent && word.length)
		putc(' ', out);
	fwrite(word.text, 1, word.length, out);
}

void sentence_say(const char *sentence, const struct facts *facts, FILE *out)
{
	struct hole hole;

	for (; find_hole(sentence, &hole); sentence = hole.end) {
		fwrite(sentence, 1, (size_t)(hole.begin - sentence), out);
		fill(&hole, facts, out);
	}
	fputs(sentence, out);
}
