/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rules of 'listenq explain': which condition makes it write which
 * sentence. rules_what.c has what happened to a listener and its clients,
 * rules_advice.c which limit binds and what would help.
 */
#ifndef RULES_H
#define RULES_H

#include <stdbool.h>
#include <stddef.h>

struct facts;

enum section {
	SECTION_WHAT,		/* what happened */
	SECTION_CLIENTS,	/* what clients experience */
	SECTION_LIMIT,		/* which limit binds, and why */
	SECTION_CHANGE,		/* what would help */
	SECTION_LEAVE,		/* what would not help */
	SECTION_NOTE,		/* no trouble, but worth a look */
	SECTION_HEALTHY,	/* one rule, if the listener is in no trouble */
	NSECTIONS
};

/* The id is part of the JSON output: never rename one. */
struct rule {
	const char *id;
	enum section section;
	bool (*holds)(const struct facts *facts);
	const char *template;		/* see template.h */
};

struct rules {
	const struct rule *rule;
	size_t count;
};

extern const struct rules rules_what;
extern const struct rules rules_advice;

/* Returns the name of a section as the output shows it. */
const char *section_name(enum section section);

/* No fewer than rules_what and rules_advice have together. */
#define RULES_MAX 128

/*
 * Finds the rules that apply, sorted by section. A rule whose template mentions
 * an unknown fact does not apply. Returns their number.
 */
size_t rules_find(const struct facts *facts,
		  const struct rule *found[RULES_MAX]);

#endif /* RULES_H */
