/* SPDX-License-Identifier: GPL-2.0-only */
/* Waits drawn with bars, in 80 columns. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdio.h>

struct waits;

void histogram_print(const struct waits *waits, FILE *out);

#endif /* HISTOGRAM_H */
