// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "explain/paragraph.h"
#include "explain/report.h"
#include "explain/template.h"
#include "listener/listener.h"
#include "view/json.h"

#define INDENT 11

/* Longer than any template with its placeholders filled. */
#define TEXT_SIZE 1024

void report_make(struct report *report, const struct listener *listener,
		 const struct sysctls *sysctls)
{
	report->listener = listener;
	report->facts = facts_of(listener, sysctls);
	report->count = rules_find(&report->facts, report->rule);
}

bool report_is_healthy(const struct report *report)
{
	return report->count && report->rule[0]->section == SECTION_HEALTHY;
}

static const char *local(const struct report *report)
{
	return text_or_null(report->facts.local);
}

static void print_title(const struct report *report, FILE *out)
{
	const struct owner owner = report->listener->owner;

	fputs(local(report) ?: "-", out);
	if (owner.count)
		fprintf(out, " (%s, pid %d)", owner_name(owner) ?: "-",
			owner.holders[0].pid);
	if (report->listener->netns_name)
		fprintf(out, " in %s", report->listener->netns_name);
}

static const char *render(const struct report *report, size_t i,
			  char buf[TEXT_SIZE])
{
	FILE *out = fmemopen(buf, TEXT_SIZE, "w");

	buf[0] = '\0';
	if (!out)
		return buf;
	template_render(report->rule[i]->template, &report->facts, out);
	fclose(out);
	return buf;
}

static bool begins_section(const struct report *report, size_t i)
{
	return !i || report->rule[i]->section != report->rule[i - 1]->section;
}

static void print_rule(const struct report *report, size_t i, FILE *out)
{
	char label[INDENT + 1] = "", text[TEXT_SIZE];

	if (begins_section(report, i))
		snprintf(label, sizeof(label), "  %s",
			 section_name(report->rule[i]->section));
	paragraph_print(label, INDENT, render(report, i, text), out);
}

void report_print(const struct report *report, FILE *out)
{
	char text[TEXT_SIZE];
	size_t i = 0;

	print_title(report, out);
	if (report_is_healthy(report)) {
		fprintf(out, ": %s", render(report, 0, text));
		i = 1;
	}
	fputc('\n', out);
	for (; i < report->count; i++)
		print_rule(report, i, out);
}

static void rule_json(const struct report *report, size_t i,
		      struct json *j)
{
	const struct rule *rule = report->rule[i];
	const char *at = rule->template;
	bool is_written[NFACTS] = { false };
	char text[TEXT_SIZE];
	enum fact fact;

	json_open(j, NULL, '{');
	json_text(j, "id", rule->id);
	json_text(j, "section", section_name(rule->section));
	json_open(j, "numbers", '{');
	while ((at = template_next_fact(at, &fact))) {
		if (!is_written[fact] && !fact_is_text(fact))
			json_number(j, fact_name(fact),
				    report->facts.value[fact]);
		is_written[fact] = true;
	}
	json_close(j, '}');
	json_text(j, "text", render(report, i, text));
	json_close(j, '}');
}

static void trouble_json(const struct report *report, enum trouble trouble,
			 struct json *j)
{
	const struct listener *listener = report->listener;
	bool critical = listener->judgement.critical & 1u << trouble;

	json_open(j, NULL, '{');
	json_text(j, "id", trouble_id(trouble));
	json_text(j, "severity", severity_name(critical ? SEVERITY_CRITICAL :
							  SEVERITY_WARNING));
	json_number(j, "age_ms", trouble_age_ms(listener->row, trouble));
	json_close(j, '}');
}

static void troubles_json(const struct report *report, struct json *j)
{
	enum trouble trouble;

	json_open(j, "troubles", '[');
	for (trouble = 0; trouble < NTROUBLES; trouble++)
		if (has_trouble(&report->listener->judgement, trouble))
			trouble_json(report, trouble, j);
	json_close(j, ']');
}

void report_json(const struct report *report, struct json *j)
{
	const struct judgement *judgement = &report->listener->judgement;
	size_t i;

	json_open(j, NULL, '{');
	json_text(j, "local", local(report));
	json_number(j, "pid", report->facts.pid);
	json_text(j, "process", owner_name(report->listener->owner));
	if (report->listener->netns_name) {
		json_number(j, "netns", report->facts.netns);
		json_text(j, "netns-name", report->listener->netns_name);
	}
	json_bool(j, "healthy", report_is_healthy(report));
	json_text(j, "severity", severity_name(judgement->severity));
	json_number(j, "lately_ms", report->facts.lately_ms);
	troubles_json(report, j);
	json_open(j, "statements", '[');
	for (i = 0; i < report->count; i++)
		rule_json(report, i, j);
	json_close(j, ']');
	json_close(j, '}');
}
