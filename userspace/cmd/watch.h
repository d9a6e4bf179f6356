/* SPDX-License-Identifier: GPL-2.0-only */
/* A view again and again. */
#ifndef WATCH_H
#define WATCH_H

struct failure;

/*
 * Until a signal ends it, or nobody reads stdout any more. If show() fails the
 * first time that is the end as well; later it is said once, and tried again.
 * Returns a cmd_status.
 */
int watch(double seconds, int (*show)(void *data, struct failure *why),
	  void *data, struct failure *why);

#endif /* WATCH_H */
