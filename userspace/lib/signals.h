/* SPDX-License-Identifier: GPL-2.0-only */
/* For what has to clean up, whatever ends it. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

/*
 * Those that end a process are read as from a file from now on, so that none
 * comes at a bad moment; a broken pipe becomes an error. Returns a descriptor
 * that is readable once one came.
 */
int signals_hold(void);

/*
 * Undoes the part about a broken pipe and closes the descriptor. no_reader: ends
 * the process by SIGPIPE, as if it had never been ignored.
 */
void signals_release(int fd, bool no_reader);

#endif /* SIGNALS_H */
