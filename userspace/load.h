/* SPDX-License-Identifier: GPL-2.0-only */
/* The listeners as rows, or a sentence that says why there are none. */
#ifndef LOAD_H
#define LOAD_H

#include "model.h"
#include "source.h"

struct failure;

struct listeners {
	struct source source;
	struct table table;
};

/* Returns a cmd_status; on success to be unloaded. */
int load_listeners(struct listeners *listeners, struct failure *why);
void unload_listeners(struct listeners *listeners);

#endif /* LOAD_H */
