/* SPDX-License-Identifier: GPL-2.0-only */
/* What is to be said of one listener, and how it is written. */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "explain/facts.h"
#include "explain/rules.h"

struct listener;
struct json;

struct explanation {
	const struct listener *listener;
	struct facts facts;
	const struct statement *statement[STATEMENTS_MAX];
	size_t count;
};

void explain(struct explanation *e, const struct listener *listener,
	     const struct sysctls *sysctls);

/* Then there is one statement, for one line. */
bool explanation_is_healthy(const struct explanation *e);

void explanation_print(const struct explanation *e, FILE *out);
void explanation_json(const struct explanation *e, struct json *j);

#endif /* REPORT_H */
