/* SPDX-License-Identifier: GPL-2.0-only */
/* What processes are called. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stddef.h>
#include <sys/types.h>

/* The kernel's TASK_COMM_LEN: it cuts longer names itself. */
#define PROCESS_NAME_SIZE 16

/* Printable; 0 or -errno. */
int process_name(pid_t pid, char name[PROCESS_NAME_SIZE]);

/*
 * A process names itself as it likes, escape sequences and newlines included.
 * What cannot be printed becomes '?', as ps does it, and so does what would not
 * be UTF-8, as JSON and metrics have to be. Writes a string; no longer than
 * length, which is that of from.
 */
void copy_printable(char *to, const char *from, size_t length);

#endif /* PROCESS_H */
