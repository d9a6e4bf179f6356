/* SPDX-License-Identifier: GPL-2.0-only */
/* Draws a histogram of waiting times, in 80 columns. */
#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdio.h>

struct latency_histogram;

void histogram_print(const struct latency_histogram *h, FILE *out);

#endif /* HISTOGRAM_H */
