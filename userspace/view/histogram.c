// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "listener/latency.h"
#include "table/cell.h"
#include "view/histogram.h"

#define BAR 57		/* columns, behind 23 others */

static uint64_t highest(const struct latency_histogram *h)
{
	uint64_t max = 0;
	int i;

	for (i = 0; i < LATENCY_BUCKETS; i++)
		if (h->bucket[i] > max)
			max = h->bucket[i];
	return max;
}

/* Returns at least 1 for a bucket that is not empty. */
static int bar_length(uint64_t n, uint64_t max)
{
	long double share = (long double)n / (long double)max;
	int length = (int)(share * BAR);

	return n && !length ? 1 : length;
}

static void print_bar(int length, FILE *out)
{
	putc(' ', out);
	while (length--)
		putc('#', out);
}

void histogram_print(const struct latency_histogram *h, FILE *out)
{
	int i = 0, end = latency_percentile(h, 100);
	char bound[CELL_SIZE];
	uint64_t max = highest(h);

	while (i < end && !h->bucket[i])
		i++;
	for (; i <= end; i++) {
		fprintf(out, "%9s %12" PRIu64, latency_bound(i, bound),
			h->bucket[i]);
		if (h->bucket[i])
			print_bar(bar_length(h->bucket[i], max), out);
		putc('\n', out);
	}
}
