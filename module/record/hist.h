/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Histograms of waiting times. Bucket 0 counts waits below 1 us, bucket n those
 * from 2^(n-1) to below 2^n us, and the last one all longer ones. Arithmetic
 * only: the unit tests include it.
 */
#ifndef LQ_HIST_H
#define LQ_HIST_H

#define LQ_HIST_BUCKETS	28	/* the last one begins at 2^26 us, 67 s */
#define LQ_HIST_UNKNOWN	LQ_HIST_BUCKETS	/* waits that could not be measured */
#define LQ_HIST_COUNTS	(LQ_HIST_BUCKETS + 1)

/**
 * lq_hist_bucket() - find the bucket of a waiting time
 * @us: the time in microseconds
 *
 * Context: any.
 * Return: the number of the bucket, the number of significant bits of @us.
 */
static inline unsigned int lq_hist_bucket(unsigned long long us)
{
	unsigned int bits = us ? 64 - __builtin_clzll(us) : 0;

	return bits < LQ_HIST_BUCKETS ? bits : LQ_HIST_BUCKETS - 1;
}

#endif /* LQ_HIST_H */
