/* SPDX-License-Identifier: GPL-2.0-only */
/* Colours on standard output. */
#ifndef COLOUR_H
#define COLOUR_H

#include <stdbool.h>

/* Whether stdout is a terminal whose user wants colours: see NO_COLOR. */
bool stdout_wants_colour(void);

#endif /* COLOUR_H */
