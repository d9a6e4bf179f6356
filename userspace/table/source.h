/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that comes from outside: no other file opens one or looks at the
 * environment for where it is. Errors are negative errnos.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* The module's files. */
enum source_file {
	SOURCE_LISTENERS,
	SOURCE_ALL_LISTENERS,	/* of every network namespace */
	SOURCE_STATES,
	SOURCE_ALL_STATES,
	SOURCE_TRANSITIONS,
	SOURCE_NETSTAT,
	SOURCE_PROBES,
	SOURCE_MODULE,
	SOURCE_DROPS,
	SOURCE_LATENCY,
	SOURCE_NFILES
};

struct source {
	char path[PATH_MAX];
	const char *variable;	/* that named a copy instead, or NULL */
	const char *original;	/* the module's own file */
	char *text;
	size_t length;
};

/* The whole table at once: the module freezes it at open. */
int source_open(struct source *source, enum source_file file);
void source_close(struct source *source);

/* Why one of the module's own files is not there. */
enum source_lack { LACKS_MODULE, LACKS_DEBUGFS, LACKS_NEWER_MODULE };

enum source_lack source_lack(const struct source *source);

/* Why there is no debugfs, and what to type; "debugfs, " goes before it. */
const char *source_debugfs_absence(void);

/* What to do about a file that may not be read, as a part of a sentence. */
const char *source_who_may(void);

/* 0 if it is there and may be read, which is not done; nothing to close. */
int source_probe(struct source *source, enum source_file file);

/* A directory of /proc, or of what stands in for it. */
DIR *source_proc_dir(const char *path);

/* A file of /proc, opened for reading; -1 with errno set. */
int source_proc_open(const char *path);

/* The beginning of a small file of /proc, as a string. */
int source_proc_text(const char *path, char *buf, size_t size);

/* What a symbolic link of /proc says, as a string. */
int source_proc_link(const char *path, char *buf, size_t size);

/* /run/netns, or what stands in for it. */
DIR *source_netns_dir(void);

#endif /* SOURCE_H */
