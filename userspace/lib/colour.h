/* SPDX-License-Identifier: GPL-2.0-only */
/* Colours and width of standard output. */
#ifndef COLOUR_H
#define COLOUR_H

#include <stdbool.h>
#include <stddef.h>

enum colour_wanted { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/*
 * Whether colours are wanted; with COLOUR_AUTO, whether stdout is a terminal
 * whose user wants colours: see NO_COLOR.
 */
bool stdout_wants_colour(enum colour_wanted wanted);

/* Returns the columns of the terminal that stdout is, or 0. */
size_t stdout_width(void);

#endif /* COLOUR_H */
