/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sentences with holes for facts. "{synq}" is the fact of that name, as people
 * read it; "{cookies|SYN|SYNs}" is followed by a word for one or for many;
 * "{#cookies|was|were}" is that word alone.
 *
 * A sentence can be said only if every fact in it is known: that is how each
 * claim comes with the numbers that it rests on.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stdbool.h>
#include <stdio.h>

#include "explain/facts.h"

bool sentence_can_be_said(const char *sentence, const struct facts *facts);

/* One that can be said. */
void sentence_say(const char *sentence, const struct facts *facts, FILE *out);

/*
 * The facts of its holes, one by one: begins at sentence, returns where to go
 * on, NULL when there is none left.
 */
const char *sentence_next_fact(const char *sentence, enum fact *fact);

#endif /* TEMPLATE_H */
