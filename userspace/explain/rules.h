/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that 'listenq explain' can say: under which condition, in which
 * words. rules_what.c has what happened, rules_advice.c what to do about it.
 */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>

struct facts;

enum section {
	SECTION_WHAT,		/* none of them: the listener is healthy */
	SECTION_CLIENTS,	/* what they experience */
	SECTION_LIMIT,		/* which one binds, and why */
	SECTION_CHANGE,		/* what would help */
	SECTION_LEAVE,		/* what would not */
	SECTION_HEALTHY,	/* at most one, if there is nothing else */
	NSECTIONS
};

/* Programs know a statement by its id: never rename one. */
struct statement {
	const char *id;
	enum section section;
	bool (*holds)(const struct facts *facts);
	const char *sentence;		/* see sentence.h */
};

struct statements {
	const struct statement *statement;
	size_t count;
};

extern const struct statements diagnosis;
extern const struct statements advice;

const char *section_name(enum section section);

/* No fewer than there are in all. */
#define STATEMENTS_MAX 112

/* What is to be said, in order. Returns how many there are. */
size_t statements_find(const struct facts *facts,
		       const struct statement *found[STATEMENTS_MAX]);

#endif /* RULES_H */
