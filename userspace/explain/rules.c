// SPDX-License-Identifier: GPL-2.0-only
#include "explain/predicates.h"
#include "explain/rules.h"
#include "explain/template.h"

static const char *const section_names[NSECTIONS] = {
	[SECTION_WHAT] = "what",
	[SECTION_CLIENTS] = "clients",
	[SECTION_LIMIT] = "limit",
	[SECTION_CHANGE] = "change",
	[SECTION_LEAVE] = "leave",
	[SECTION_NOTE] = "note",
	[SECTION_HEALTHY] = "healthy",
};

const char *section_name(enum section section)
{
	return section_names[section];
}

static size_t find_in(const struct rules *rules,
		      enum section section, const struct facts *facts,
		      const struct rule *found[])
{
	const struct rule *rule = rules->rule;
	size_t i, n = 0;

	for (i = 0; i < rules->count; i++, rule++)
		if (rule->section == section && rule->holds(facts) &&
		    template_can_render(rule->template, facts))
			found[n++] = rule;
	return n;
}

size_t rules_find(const struct facts *facts,
		  const struct rule *found[RULES_MAX])
{
	enum section section;
	size_t n;

	n = in_trouble(facts) ?
	    find_in(&rules_what, SECTION_WHAT, facts, found) : 0;
	if (!n) {
		n = find_in(&rules_what, SECTION_HEALTHY, facts, found) != 0;
		return n + find_in(&rules_what, SECTION_NOTE, facts, found + n);
	}
	n += find_in(&rules_what, SECTION_CLIENTS, facts, found + n);
	for (section = SECTION_LIMIT; section <= SECTION_LEAVE; section++)
		n += find_in(&rules_advice, section, facts, found + n);
	n += find_in(&rules_what, SECTION_NOTE, facts, found + n);
	return n;
}
