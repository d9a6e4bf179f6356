/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Templates: sentences with placeholders for facts.
 *
 *	{synq}			the fact of that name, as people read it
 *	{cookies|SYN|SYNs}	the fact, then the first word if it is 1, else the second
 *	{#cookies|was|were}	that word only
 *
 * A template can be rendered only if every fact in it is known: so each claim
 * stands next to the numbers that it rests on.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stdbool.h>
#include <stdio.h>

#include "explain/facts.h"

/* Whether all facts in the template exist and are known. */
bool template_can_render(const char *template, const struct facts *facts);

/* Writes the sentence; template_can_render() must be true. */
void template_render(const char *template, const struct facts *facts,
		     FILE *out);

/*
 * Finds the first placeholder in template. Returns where to continue after it,
 * or NULL if there is none; *fact is its fact, NFACTS if that name does not
 * exist.
 */
const char *template_next_fact(const char *template, enum fact *fact);

#endif /* TEMPLATE_H */
