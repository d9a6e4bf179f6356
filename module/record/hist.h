/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Histograms of waiting times: bucket n counts waits below 2^n us that were in
 * no bucket before it, the last one all the rest. Arithmetic only.
 */
#ifndef LQ_HIST_H
#define LQ_HIST_H

#define LQ_HIST_BUCKETS	28	/* the last but one ends at 2^26 us, 67 s */
#define LQ_HIST_UNKNOWN	LQ_HIST_BUCKETS	/* waits that could not be measured */
#define LQ_HIST_COUNTS	(LQ_HIST_BUCKETS + 1)

/* The number of significant bits of @us, as fls64() has it. */
static inline unsigned int lq_hist_bucket(unsigned long long us)
{
	unsigned int bits = us ? 64 - __builtin_clzll(us) : 0;

	return bits < LQ_HIST_BUCKETS ? bits : LQ_HIST_BUCKETS - 1;
}

#endif /* LQ_HIST_H */
