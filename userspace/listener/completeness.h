/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether the module's counts hold everything that happened. */
#ifndef COMPLETENESS_H
#define COMPLETENESS_H

#include <stdbool.h>
#include <stdio.h>

struct probe_row;
struct table;

enum verdict {
	VERDICT_COMPLETE,
	VERDICT_INCOMPLETE,
	VERDICT_UNKNOWN,
};

bool probe_is_planted(const struct probe_row *probe);

enum verdict verdict(const struct table *module, const struct table *probes,
		     const struct table *netstat);

/* A line for each thing that is missing, or one that says that nothing is. */
void verdict_print(const struct table *module, const struct table *probes,
		   const struct table *netstat, FILE *out);

#endif /* COMPLETENESS_H */
