// SPDX-License-Identifier: GPL-2.0-only
#include <linux/minmax.h>

#include "record/peak.h"

static void raise_span(atomic64_t *place, s64 seen)
{
	s64 old = atomic64_read(place);

	while (old < seen && !atomic64_try_cmpxchg(place, &old, seen))
		;
}

static void raise_highest(u32 *place, u32 seen)
{
	u32 old = READ_ONCE(*place), found;

	for (; old < seen; old = found) {
		found = cmpxchg(place, old, seen);
		if (found == old)
			return;
	}
}

void lq_peaks_raise(struct lq_peaks *peaks, struct lq_depths seen, u32 span)
{
	s64 from = (u64)span << 32;

	raise_highest(&peaks->highest.synq, seen.synq);
	raise_highest(&peaks->highest.acceptq, seen.acceptq);
	raise_span(&peaks->span[span % LQ_NR_SPANS].synq, from | seen.synq);
	raise_span(&peaks->span[span % LQ_NR_SPANS].acceptq,
		   from | seen.acceptq);
}

void lq_peaks_highest(const struct lq_peaks *peaks, struct lq_depths *depths)
{
	depths->synq = max(depths->synq, READ_ONCE(peaks->highest.synq));
	depths->acceptq = max(depths->acceptq,
			      READ_ONCE(peaks->highest.acceptq));
}

/* Returns the peak of a span; 0 if the span is over since before @from. */
static u32 recent(const atomic64_t *place, u32 from)
{
	s64 peak = atomic64_read(place);

	return (s32)((u32)(peak >> 32) - from) >= 0 ? (u32)peak : 0;
}

void lq_peaks_since(const struct lq_peaks *peaks, u32 from,
		    struct lq_depths *depths)
{
	int i;

	for (i = 0; i < LQ_NR_SPANS; i++) {
		depths->synq = max(depths->synq,
				   recent(&peaks->span[i].synq, from));
		depths->acceptq = max(depths->acceptq,
				      recent(&peaks->span[i].acceptq, from));
	}
}

void lq_peaks_recent(const struct lq_peaks *peaks, struct lq_depths *depths)
{
	lq_peaks_since(peaks, lq_span_now() - LQ_NR_SPANS + 1, depths);
}
