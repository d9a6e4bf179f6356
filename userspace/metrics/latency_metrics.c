// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdio.h>

#include "lib/array.h"
#include "listener/listener_latency.h"
#include "metrics/column_metric.h"
#include "metrics/latency_metrics.h"

/* Export every second bucket: half the series are enough. */
#define STEP 2

struct wait_metrics {
	const char *name;		/* its name in the column wait */
	struct family family, unknown;
};

static const struct wait_metrics waits[] = {
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
 * A bucket of the table holds waits below its bound, le includes the bound: the
 * difference is a wait of exactly that many nanoseconds. The module does not
 * sum up the waits. Without _sum OpenMetrics allows no _count; the older format
 * wants both, and node_exporter takes a missing one for 0.
 */
static void put_histogram(struct exposition *e, const struct labels *row,
			  const struct latency_histogram *h)
{
	uint64_t sum = 0;
	char le[32];
	int i;

	for (i = 0; i < LATENCY_BUCKETS - 1; i++) {
		if (__builtin_add_overflow(sum, h->bucket[i], &sum))
			sum = UINT64_MAX;
		if (i % STEP)
			continue;
		snprintf(le, sizeof(le), "%.8g",
			 (double)latency_below_us(i) / 1e6);
		put_bucket(e, row, le, sum);
	}
	put_bucket(e, row, "+Inf", h->count);
	if (e->dialect == DIALECT_OPENMETRICS)
		return;
	exposition_unknown(e, "_sum", row);
	exposition_sample(e, "_count", row, h->count, 1);
}

static void put_histograms(struct exposition *e,
			   const struct latency_table *table,
			   const struct wait_metrics *wait)
{
	const struct listener_latency *latency;
	struct socket_labels s;
	size_t i;

	exposition_family(e, &wait->family);
	for (i = 0; i < table->count; i++) {
		latency = &table->latency[i];
		if (!is_text(latency->row->wait, wait->name) ||
		    !latency->histogram.known)
			continue;
		label_row(&s, latency->row);
		put_histogram(e, &s.labels, &latency->histogram);
	}
}

static void put_unknown(struct exposition *e, const struct latency_table *table,
			const struct wait_metrics *wait)
{
	const struct latency_row *row;
	struct socket_labels s;
	size_t i;

	exposition_family(e, &wait->unknown);
	for (i = 0; i < table->count; i++) {
		row = table->latency[i].row;
		if (!is_text(row->wait, wait->name) || !known(row->unknown))
			continue;
		label_row(&s, row);
		exposition_sample(e, "", &s.labels, row->unknown.number, 1);
	}
}

void latency_metrics(struct exposition *e, const struct latency_table *table)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(waits); i++) {
		put_histograms(e, table, &waits[i]);
		put_unknown(e, table, &waits[i]);
	}
}
