/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How deep the two queues of a listener were at most. All CPUs share this: it
 * is written only when a queue is deeper than before, that is, when the kernel
 * has just written to what all CPUs share of that queue.
 */
#ifndef LQ_PEAK_H
#define LQ_PEAK_H

#include <linux/atomic.h>
#include <linux/jiffies.h>
#include <linux/types.h>
#include <net/inet_connection_sock.h>

/*
 * The peaks of the last 60 s are kept in sixteen spans of 4 s, the current one
 * included: a depth is forgotten 60 to 64 s after it was last seen.
 */
#define LQ_SPAN_SHIFT	2
#define LQ_NR_SPANS	16

struct lq_depths {
	u32 synq;
	u32 acceptq;
};

/*
 * A peak and its span are one number, the number of the span above the depth:
 * of two, the greater one is the one to keep. The index of a span is its number
 * modulo LQ_NR_SPANS.
 */
struct lq_peaks {
	struct {
		atomic64_t synq;
		atomic64_t acceptq;
	} span[LQ_NR_SPANS];
	struct lq_depths highest;
};

/**
 * lq_depths_of() - get the depths of both queues
 * @sk: a TCP socket, alive
 *
 * Context: any.
 * Return: the depths at this moment.
 */
static inline struct lq_depths lq_depths_of(const struct sock *sk)
{
	return (struct lq_depths){
		/* Negative after an RST to a migrated request (from 6.1 on). */
		.synq = max(inet_csk_reqsk_queue_len(sk), 0),
		.acceptq = READ_ONCE(sk->sk_ack_backlog),
	};
}

/**
 * lq_span_now() - get the number of the current span, see LQ_SPAN_SHIFT
 *
 * Context: any.
 * Return: the number, counted since boot.
 */
static inline u32 lq_span_now(void)
{
	return jiffies / (HZ << LQ_SPAN_SHIFT);
}

/**
 * lq_peaks_raise() - note depths of which one is a peak, or the first of a span
 * @peaks: the peaks
 * @seen: the depths
 * @span: lq_span_now()
 *
 * The slow path of lq_peaks_see().
 *
 * Context: any.
 */
void lq_peaks_raise(struct lq_peaks *peaks, struct lq_depths seen, u32 span);

/**
 * lq_peaks_see() - note the depths of both queues
 * @peaks: the peaks
 * @seen: the depths, which are usually not a peak, not even of their span
 *
 * Context: any.
 */
static inline void lq_peaks_see(struct lq_peaks *peaks, struct lq_depths seen)
{
	u32 now = lq_span_now();
	s64 from = (u64)now << 32;

	if (unlikely(atomic64_read(&peaks->span[now % LQ_NR_SPANS].synq) <
		     (from | seen.synq) ||
		     atomic64_read(&peaks->span[now % LQ_NR_SPANS].acceptq) <
		     (from | seen.acceptq)))
		lq_peaks_raise(peaks, seen, now);
}

/**
 * lq_peaks_highest() - get the peaks since the beginning
 * @peaks: the peaks
 * @depths: raised to them
 *
 * Context: any.
 */
void lq_peaks_highest(const struct lq_peaks *peaks, struct lq_depths *depths);

/**
 * lq_peaks_recent() - get the peaks of the last 60 s
 * @peaks: the peaks
 * @depths: raised to them
 *
 * Context: any.
 */
void lq_peaks_recent(const struct lq_peaks *peaks, struct lq_depths *depths);

/**
 * lq_peaks_since() - get the peaks of the latest spans
 * @peaks: the peaks
 * @from: lq_span_now() of the first of these spans
 * @depths: raised to them
 *
 * Context: any.
 */
void lq_peaks_since(const struct lq_peaks *peaks, u32 from,
		    struct lq_depths *depths);

#endif /* LQ_PEAK_H */
