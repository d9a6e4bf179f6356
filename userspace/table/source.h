/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reads the module's files, /proc and /run/netns, or what an environment
 * variable LISTENQ_... names instead. No other file reads them, or those
 * variables; besides this one only tracefs.c and atomic_write.c open files.
 * Functions return 0 or -errno, unless they say otherwise.
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
	SOURCE_CLIENTS,
	SOURCE_ALL_CLIENTS,
	SOURCE_CONNECTIONS,
	SOURCE_EPISODES,
	SOURCE_ALL_EPISODES,
	SOURCE_NFILES
};

struct source {
	char path[PATH_MAX];
	const char *variable;	/* names path, or NULL: it is the original */
	const char *original;	/* path of the module's own file */
	char *text;
	size_t length;
};

/* Reads a whole file; source_close() is due on success. */
int source_open(struct source *source, enum source_file file);
void source_close(struct source *source);

/*
 * Opens a file without reading it: the module counts transitions while theirs
 * is open. Returns what is to be passed to close(), or -errno.
 */
int source_hold(enum source_file file);

/* Why a file of the module is missing. */
enum source_lack { LACKS_MODULE, LACKS_DEBUGFS, LACKS_NEWER_MODULE };

/* Finds that out; source: one whose file does not exist. */
enum source_lack source_lack(const struct source *source);

/*
 * Returns why debugfs is missing and what to type, to be put behind "debugfs,
 * ".
 */
const char *source_debugfs_absence(void);

/* Returns what to do about a lack of permission, as a part of a sentence. */
const char *source_who_may(void);

/* Checks that a file exists and may be read, without reading it. */
int source_probe(struct source *source, enum source_file file);

/* Opens a directory below /proc; returns NULL with errno set on failure. */
DIR *source_proc_dir(const char *path);

/*
 * Opens a file below /proc for reading; returns -1 with errno set on failure.
 */
int source_proc_open(const char *path);

/*
 * Reads the first size - 1 bytes of an open file, as a string, and closes it. fd
 * may be a -errno, which is returned.
 */
int source_fd_text(int fd, char *buf, size_t size);

/* Does the same with a file below /proc. */
int source_proc_text(const char *path, char *buf, size_t size);

/* Reads the target of a symbolic link below /proc, as a string. */
int source_proc_link(const char *path, char *buf, size_t size);

/*
 * Writes a file below /proc, which exists. Returns 0 or -errno.
 */
int source_proc_write(const char *path, const char *text);

/*
 * Writes the names of the active security modules, "lockdown,yama"; "unknown"
 * if the kernel does not tell. Returns buf.
 */
const char *source_security_modules(char *buf, size_t size);

/*
 * Reads a whole file that is none of the module's; source_close() is due on
 * success.
 */
int source_open_path(struct source *source, const char *path);

/* Opens /run/netns; returns NULL with errno set on failure. */
DIR *source_netns_dir(void);

#endif /* SOURCE_H */
