/* SPDX-License-Identifier: GPL-2.0-only */
/* Shows something repeatedly. */
#ifndef WATCH_H
#define WATCH_H

struct failure;

/*
 * Calls show() at that interval until a signal, or until nobody reads stdout
 * any more. If the first call fails watch() returns; a later failure is printed
 * once, and show() is called again. Returns an exit_status.
 */
int watch(double seconds, int (*show)(void *data, struct failure *why),
	  void *data, struct failure *why);

#endif /* WATCH_H */
