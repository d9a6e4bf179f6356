/* SPDX-License-Identifier: GPL-2.0-only */
/* Signals as events, for commands that must clean up before they end. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

/*
 * Blocks the signals that would end the process, unless they are ignored
 * already, and ignores SIGPIPE. Returns a descriptor that is readable once one
 * of the signals is pending.
 */
int signals_hold(void);

/*
 * Closes the descriptor and stops ignoring SIGPIPE; the others remain blocked.
 * no_reader: ends the process by SIGPIPE, as if that had not been ignored.
 */
void signals_release(int fd, bool no_reader);

#endif /* SIGNALS_H */
