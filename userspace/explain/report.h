/* SPDX-License-Identifier: GPL-2.0-only */
/* What 'listenq explain' reports of one listener, as text and as JSON. */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "explain/facts.h"
#include "explain/rules.h"

struct json;
struct listener;

struct report {
	const struct listener *listener;
	struct facts facts;
	const struct rule *rule[RULES_MAX];	/* those that apply */
	size_t count;
};

/*
 * Applies all rules to a listener, which must outlive the report. sysctls:
 * those of its network namespace; those of another one count as unknown.
 */
void report_make(struct report *report, const struct listener *listener,
		 const struct sysctls *sysctls);

/* Whether nothing is wrong: report_print() then writes a single line. */
bool report_is_healthy(const struct report *report);

void report_print(const struct report *report, FILE *out);

/* Writes an object as an element of the array that is open. */
void report_json(const struct report *report, struct json *j);

#endif /* REPORT_H */
