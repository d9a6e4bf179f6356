/* SPDX-License-Identifier: GPL-2.0-only */
/* The colour of a row, for a sheet: NULL if it is in no trouble. */
#ifndef PAINT_H
#define PAINT_H

/* Of a struct listener. */
const char *paint_listener(const void *row);

/*
 * Of a struct branch: a group is in as much trouble as that member which is in
 * most of it.
 */
const char *paint_branch(const void *row);

#endif /* PAINT_H */
