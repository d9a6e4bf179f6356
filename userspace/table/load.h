/* SPDX-License-Identifier: GPL-2.0-only */
/* A file as rows, or a sentence that says why there are none. */
#ifndef LOAD_H
#define LOAD_H

#include "table/source.h"
#include "table/table.h"

struct failure;

struct loaded {
	struct source source;
	struct table table;
};

/* Returns a cmd_status; on success to be unloaded. */
int load(struct loaded *loaded, enum source_file file, struct failure *why);
/* Listeners, with what the kernel tells of them itself. */
int load_without_module(struct loaded *loaded, struct failure *why);
void unload(struct loaded *loaded);

#endif /* LOAD_H */
