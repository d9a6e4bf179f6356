/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An instance of the kernel's tracing of our own: a buffer that nobody else
 * reads or fills, with the module's two events in it. Beside source.c the only
 * file that opens files, and the only one that writes any.
 *
 * The events hold no reference to the module: it can be removed meanwhile, and
 * takes its events' directory and what was not yet read with it.
 */
#ifndef TRACEFS_H
#define TRACEFS_H

#include <stddef.h>
#include <stdint.h>

struct failure;

struct tracefs_instance {
	char path[64];			/* "" if there is none */
	int pipe;
	char text[8192];		/* read, and not yet taken as lines */
	size_t length;
};

/* Returns a cmd_status; to be removed in any case. */
int tracefs_make(struct tracefs_instance *instance, struct failure *why);
void tracefs_remove(struct tracefs_instance *instance);

/* 1 if it had to switch the events on, 0 if they were; else -errno. */
int tracefs_enable(struct tracefs_instance *instance);

/* 0 or -errno; -EAGAIN: there is nothing to read. */
int tracefs_read(struct tracefs_instance *instance);
/* What was read, line by line without the newline; NULL: no whole one. */
char *tracefs_line(struct tracefs_instance *instance, size_t *used);
void tracefs_consume(struct tracefs_instance *instance, size_t used);

/* Events that were overwritten or dropped so far. */
uint64_t tracefs_lost(const struct tracefs_instance *instance);

#endif /* TRACEFS_H */
