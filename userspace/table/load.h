/* SPDX-License-Identifier: GPL-2.0-only */
/* Loads a file of the module as a table. */
#ifndef LOAD_H
#define LOAD_H

#include "table/source.h"
#include "table/table.h"

struct failure;

struct loaded {
	struct source source;
	struct table table;
};

/*
 * Returns an exit_status; on success unload() is due, on failure it is allowed.
 */
int load(struct loaded *loaded, enum source_file file, struct failure *why);
/*
 * Does the same for listeners, with the columns that the kernel itself
 * provides.
 */
int load_without_module(struct loaded *loaded, struct failure *why);
void unload(struct loaded *loaded);

#endif /* LOAD_H */
