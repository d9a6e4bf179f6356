/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that comes from outside: no other file opens one or looks at the
 * environment for where it is. Errors are negative errnos.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>

struct source {
	const char *path;
	bool is_module;		/* the module's own file, not a copy of it */
	char *text;
	size_t length;
};

/* The whole table at once: the module freezes it at open. */
int source_open(struct source *source);
void source_close(struct source *source);

/* A directory of /proc, or of what stands in for it. */
DIR *source_proc_dir(const char *path);

/* The beginning of a small file of /proc, as a string. */
int source_proc_text(const char *path, char *buf, size_t size);

#endif /* SOURCE_H */
