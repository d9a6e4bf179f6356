/* SPDX-License-Identifier: GPL-2.0-only */
/* Wraps text to the width of a terminal, next to a label. */
#ifndef PARAGRAPH_H
#define PARAGRAPH_H

#include <stdio.h>

#define PARAGRAPH_WIDTH 80

/*
 * Writes text in lines that begin indent columns in; the label stands in front
 * of the first one. A word longer than a line is not cut.
 */
void paragraph_print(const char *label, int indent, const char *text,
		     FILE *out);

#endif /* PARAGRAPH_H */
