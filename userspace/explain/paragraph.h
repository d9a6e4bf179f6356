/* SPDX-License-Identifier: GPL-2.0-only */
/* Text in lines, under a label. */
#ifndef PARAGRAPH_H
#define PARAGRAPH_H

#include <stdio.h>

#define PARAGRAPH_WIDTH 80

/* label stands in the first line; the others begin where its text does. */
void paragraph_print(const char *label, int indent, const char *text,
		     FILE *out);

#endif /* PARAGRAPH_H */
