/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file that says what the last 'listenq resize' changed, for --undo: a
 * table, with a row for each socket. Only root can write it, and it ends with
 * the boot, as do sockets.
 */
#ifndef UNDO_FILE_H
#define UNDO_FILE_H

#include "table/table.h"
#include "table/source.h"

struct failure;
struct listeners;
struct plan;

#define UNDO_FILE "/run/listenq/resized"

#define UNDO_COLUMNS(X)							\
X(local, TEXT, "address and port")					\
X(inode, ID, "inode of the socket")					\
X(cookie, ID, "cookie of the socket, as SO_COOKIE has it")		\
X(backlog, GAUGE, "backlog that it had")				\
X(new_backlog, GAUGE, "backlog that it got")				\
X(somaxconn, GAUGE, "net.core.somaxconn of its namespace; - if it stayed") \
X(new_somaxconn, GAUGE, "what that was raised to")			\
X(boot, TEXT, "id of the boot")

DECLARE_TABLE(undo, UNDO_COLUMNS)

/* What was in the file before: text is NULL if there was none. */
struct undo_file {
	char *text;
	size_t length;
};

/*
 * Writes the changes that are planned to the file. Returns an exit_status;
 * undo_file_free() is due if it is EXIT_OK.
 */
int undo_file_replace(const char *path, const struct plan *plan,
		      struct undo_file *before, struct failure *why);
/* Puts back what was in it. */
void undo_file_restore(const char *path, const struct undo_file *before);
void undo_file_free(struct undo_file *before);

/* Removes it: what it says was done. */
void undo_file_remove(const char *path);

/*
 * Makes a plan of what the file says of sockets that still listen and have the
 * backlog that they got. Returns an exit_status; plan_free() is due also on
 * failure.
 */
int undo_file_plan(const char *path, const struct listeners *listeners,
		   struct plan *plan, struct failure *why);

#endif /* UNDO_FILE_H */
