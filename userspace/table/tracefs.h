/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Follows the module's two tracepoints through a tracefs instance of its own: a
 * buffer that no other program reads or fills.
 *
 * The instance holds no reference to the module. If the module is removed, its
 * events and what was not yet read of them disappear.
 */
#ifndef TRACEFS_H
#define TRACEFS_H

#include <stddef.h>
#include <stdint.h>

struct failure;

struct tracefs_instance {
	char path[64];			/* "" if there is none */
	int pipe;
	char text[8192];		/* read and not yet consumed */
	size_t length;
};

/*
 * Makes the instance. Returns an exit_status; tracefs_remove() is due anyway.
 */
int tracefs_make(struct tracefs_instance *instance, struct failure *why);
void tracefs_remove(struct tracefs_instance *instance);

/* Enables the events. Returns 1 if they were disabled, 0 if not, or -errno. */
int tracefs_enable(struct tracefs_instance *instance);

/* Reads what there is. Returns 0, -EAGAIN if there is nothing, or -errno. */
int tracefs_read(struct tracefs_instance *instance);
/*
 * Returns the next line behind *used, without its newline, and advances *used;
 * NULL if there is no complete one. Lines are valid until tracefs_consume().
 */
char *tracefs_line(struct tracefs_instance *instance, size_t *used);
/* Removes the first used bytes from the text that was read. */
void tracefs_consume(struct tracefs_instance *instance, size_t used);

/* Returns the number of events that were overwritten or dropped so far. */
uint64_t tracefs_lost(const struct tracefs_instance *instance);

#endif /* TRACEFS_H */
