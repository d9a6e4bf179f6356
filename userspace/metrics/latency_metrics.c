// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "lib/array.h"
#include "listener/latency_row.h"
#include "metrics/column_metric.h"
#include "metrics/latency_metrics.h"

/* Of the table's powers of two each second one: half the series, and enough. */
#define STEP 2

struct wait {
	const char *name;		/* in the column wait */
	struct family family, unknown;
};

static const struct wait waits[] = {
	{
		"handshake",
		{ "listenq_handshake_wait_seconds", METRIC_HISTOGRAM, "seconds",
		  "time from the first SYN-ACK to the final ACK" },
		{ "listenq_handshake_wait_unknown", METRIC_COUNTER, NULL,
		  "handshakes by cookie or fast open, which cannot be timed" },
	}, {
		"accept",
		{ "listenq_accept_wait_seconds", METRIC_HISTOGRAM, "seconds",
		  "time from the final ACK to accept()" },
		{ "listenq_accept_wait_unknown", METRIC_COUNTER, NULL,
		  "waits for accept() that cannot be timed (MPTCP)" },
	},
};

static void label_row(struct socket_labels *s, const struct latency_row *l)
{
	socket_labels(s, l->netns, l->local, l->inode);
}

static void put_bucket(struct exposition *e, const struct labels *row,
		       const char *le, uint64_t count)
{
	struct labels labels = *row;

	labels_add(&labels, "le", le);
	exposition_sample(e, "_bucket", &labels, count, 1);
}

/*
 * The table says "below", le "at most"; that differs for what took as long to
 * the nanosecond. There is no sum: nobody measured one. OpenMetrics has no count
 * then; the older format demands both, and node_exporter makes a zero of what it
 * does not find.
 */
static void put_histogram(struct exposition *e, const struct labels *row,
			  const struct waits *w)
{
	uint64_t sum = 0;
	char le[32];
	int i;

	for (i = 0; i < WAITS_BUCKETS - 1; i++) {
		if (__builtin_add_overflow(sum, w->bucket[i], &sum))
			sum = UINT64_MAX;
		if (i % STEP)
			continue;
		snprintf(le, sizeof(le), "%.8g", (double)waits_below_us(i) / 1e6);
		put_bucket(e, row, le, sum);
	}
	put_bucket(e, row, "+Inf", w->count);
	if (e->dialect == DIALECT_OPENMETRICS)
		return;
	exposition_unknown(e, "_sum", row);
	exposition_sample(e, "_count", row, w->count, 1);
}

static bool is_of(const struct wait_row *row, const struct wait *wait)
{
	return is_text(row->latency->wait, wait->name);
}

static void put_wait(struct exposition *e, const struct wait_rows *rows,
		     const struct wait *wait)
{
	const struct wait_row *row;
	struct socket_labels s;
	size_t i;

	exposition_family(e, &wait->family);
	for (i = 0; i < rows->count; i++) {
		row = &rows->row[i];
		label_row(&s, row->latency);
		if (is_of(row, wait) && row->waits.known)
			put_histogram(e, &s.labels, &row->waits);
	}
	exposition_family(e, &wait->unknown);
	for (i = 0; i < rows->count; i++) {
		row = &rows->row[i];
		label_row(&s, row->latency);
		if (is_of(row, wait) && known(row->latency->unknown))
			exposition_sample(e, "", &s.labels,
					  row->latency->unknown.number, 1);
	}
}

void wait_metrics(struct exposition *e, const struct wait_rows *rows)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(waits); i++)
		put_wait(e, rows, &waits[i]);
}
