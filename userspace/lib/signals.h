/* SPDX-License-Identifier: GPL-2.0-only */
/* For what has to clean up, whatever ends it. */
#ifndef SIGNALS_H
#define SIGNALS_H

/*
 * Those that end a process are read as from a file from now on, so that none
 * comes at a bad moment; a broken pipe becomes an error. Returns a descriptor
 * that is readable once one came.
 */
int signals_hold(void);

#endif /* SIGNALS_H */
