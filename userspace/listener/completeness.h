/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether the module's counts hold everything that happened, and agree with the
 * kernel's.
 */
#ifndef COMPLETENESS_H
#define COMPLETENESS_H

#include <stdbool.h>
#include <stdio.h>

#include "table/load.h"

struct probe_row;

enum completeness { COMPLETE, INCOMPLETE, COMPLETENESS_UNKNOWN };

/* Inconsistent: nothing was lost that explains a gap to the kernel's counters. */
enum consistency { CONSISTENT, INCONSISTENT, CONSISTENCY_UNKNOWN };

/*
 * The module's state and losses, its probes, and the kernel's counters next to
 * ours.
 */
struct module_tables {
	struct loaded module;
	struct loaded probes;
	struct loaded netstat;
	struct loaded earlier;	/* half a second before netstat; empty if that agrees */
	int hidden;		/* why the first two could not be read, or EXIT_OK */
};

/*
 * Loads the tables. Lack of permission or of debugfs only hides the first two.
 * Returns an exit_status; module_tables_unload() is due also on failure.
 */
int module_tables_load(struct module_tables *tables, struct failure *why);
void module_tables_unload(struct module_tables *tables);

bool probe_is_planted(const struct probe_row *probe);

/*
 * Turned off by a parameter of the module, or while nobody needs it: not missed.
 */
bool probe_is_off(const struct probe_row *probe);

enum completeness completeness_of(const struct module_tables *tables);
enum consistency consistency_of(const struct module_tables *tables);

/*
 * Writes a line for each thing that is missing or wrong, or one that says that
 * nothing is.
 */
void completeness_print(const struct module_tables *tables, FILE *out);

#endif /* COMPLETENESS_H */
