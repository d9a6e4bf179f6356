/* SPDX-License-Identifier: GPL-2.0-only */
/* Changes backlogs: all of a plan, or none. */
#ifndef APPLY_H
#define APPLY_H

struct failure;
struct plan;

/*
 * Calls listen() on a copy of each socket that is planned to be changed. undo:
 * the file that then says how to restore what was; NULL: none. All copies are
 * taken before anything is changed, so that what cannot be changed is known by
 * then; a failure after that takes back what was done. Returns an exit_status.
 */
int plan_apply(struct plan *plan, const char *undo, struct failure *why);

#endif /* APPLY_H */
