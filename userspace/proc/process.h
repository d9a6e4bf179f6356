/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of processes. */
#ifndef PROCESS_H
#define PROCESS_H

#include <stddef.h>
#include <sys/types.h>

/* The kernel's TASK_COMM_LEN: the kernel cuts longer names. */
#define PROCESS_NAME_SIZE 16

/* Reads the name of a process, printable. Returns 0 or -errno. */
int process_name(pid_t pid, char name[PROCESS_NAME_SIZE]);

/*
 * Copies length bytes as a string of at most that length. A process may name
 * itself with escape sequences and newlines: unprintable characters become '?',
 * as in ps, and so do bytes that are not UTF-8, which JSON and metrics must be.
 */
void copy_printable(char *to, const char *from, size_t length);

#endif /* PROCESS_H */
