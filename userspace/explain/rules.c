// SPDX-License-Identifier: GPL-2.0-only
#include "explain/rules.h"
#include "explain/template.h"

static const char *const section_names[NSECTIONS] = {
	[SECTION_WHAT] = "what",
	[SECTION_CLIENTS] = "clients",
	[SECTION_LIMIT] = "limit",
	[SECTION_CHANGE] = "change",
	[SECTION_LEAVE] = "leave",
	[SECTION_HEALTHY] = "healthy",
};

const char *section_name(enum section section)
{
	return section_names[section];
}

/* Whose numbers are not all known are left out. */
static size_t find_in(const struct statements *statements,
		      enum section section, const struct facts *facts,
		      const struct statement *found[])
{
	const struct statement *s = statements->statement;
	size_t i, n = 0;

	for (i = 0; i < statements->count; i++, s++)
		if (s->section == section && s->holds(facts) &&
		    sentence_can_be_said(s->sentence, facts))
			found[n++] = s;
	return n;
}

size_t statements_find(const struct facts *facts,
		       const struct statement *found[STATEMENTS_MAX])
{
	enum section section;
	size_t n = find_in(&diagnosis, SECTION_WHAT, facts, found);

	if (!n)
		return find_in(&diagnosis, SECTION_HEALTHY, facts, found) != 0;
	n += find_in(&diagnosis, SECTION_CLIENTS, facts, found + n);
	for (section = SECTION_LIMIT; section <= SECTION_LEAVE; section++)
		n += find_in(&advice, section, facts, found + n);
	return n;
}
