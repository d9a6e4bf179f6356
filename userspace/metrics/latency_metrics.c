// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/array.h"
#include "listener/listener_latency.h"
#include "metrics/column_metric.h"
#include "metrics/latency_metrics.h"
#include "metrics/metric_options.h"
#include "metrics/series.h"

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

/* A row of the table, or those of an endpoint's sockets added up. */
struct waited {
	const struct latency_row *row;	/* the first */
	struct latency_histogram histogram;
	struct value unknown;
	unsigned int set;
};

static void label_row(struct socket_labels *s, const struct waited *w,
		      bool per_socket, char set[SET_SIZE])
{
	socket_labels(s, w->row->netns, w->row->local, w->row->inode);
	if (per_socket)
		return;
	s->labels.count--;		/* the inode */
	snprintf(set, SET_SIZE, "%08x", w->set);
	labels_add(&s->labels, "set", set);
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

static void put_histograms(struct exposition *e, const struct waited *w,
			   size_t n, const struct wait_metrics *wait,
			   bool per_socket)
{
	struct socket_labels s;
	char set[SET_SIZE];
	size_t i;

	exposition_family(e, &wait->family);
	for (i = 0; i < n; i++) {
		if (!is_text(w[i].row->wait, wait->name) ||
		    !w[i].histogram.known)
			continue;
		label_row(&s, &w[i], per_socket, set);
		put_histogram(e, &s.labels, &w[i].histogram);
	}
}

static void put_unknown(struct exposition *e, const struct waited *w, size_t n,
			const struct wait_metrics *wait, bool per_socket)
{
	struct socket_labels s;
	char set[SET_SIZE];
	size_t i;

	exposition_family(e, &wait->unknown);
	for (i = 0; i < n; i++) {
		if (!is_text(w[i].row->wait, wait->name) || !known(w[i].unknown))
			continue;
		label_row(&s, &w[i], per_socket, set);
		exposition_sample(e, "", &s.labels, w[i].unknown.number, 1);
	}
}

static bool is_chosen(const struct metric_options *o,
		      const struct listener *listener)
{
	size_t i;

	for (i = 0; i < o->nhistograms; i++)
		if (filter_matches(&o->histogram[i], listener))
			return true;
	return o->per_socket && !o->nhistograms;
}

static bool are_of_one(const struct waited *a, const struct waited *b)
{
	return !are_different(a->row->netns, b->row->netns) &&
	       is_text(a->row->local, text_or_dash(b->row->local)) &&
	       is_text(a->row->wait, text_or_dash(b->row->wait));
}

static void add_histogram(struct latency_histogram *sum,
			  const struct latency_histogram *h)
{
	int i;

	sum->known = sum->known && h->known;
	for (i = 0; i < LATENCY_BUCKETS; i++)
		if (__builtin_add_overflow(sum->bucket[i], h->bucket[i],
					   &sum->bucket[i]))
			sum->bucket[i] = UINT64_MAX;
	if (__builtin_add_overflow(sum->count, h->count, &sum->count))
		sum->count = UINT64_MAX;
}

/* The sockets of an endpoint stand together but for other namespaces' ones. */
static struct waited *find(struct waited *w, size_t n, const struct waited *one)
{
	size_t i;

	for (i = n; i-- > 0; ) {
		if (are_of_one(&w[i], one))
			return &w[i];
		if (!is_text(w[i].row->local, text_or_dash(one->row->local)))
			break;
	}
	return NULL;
}

static size_t collect(struct waited *w, const struct latency_table *table,
		      const struct metric_options *o)
{
	struct waited one, *same;
	size_t i, n = 0;

	for (i = 0; i < table->count; i++) {
		if (!is_chosen(o, &table->latency[i].listener))
			continue;
		one = (struct waited){
			.row = table->latency[i].row,
			.histogram = table->latency[i].histogram,
			.unknown = table->latency[i].row->unknown,
			.set = SET_BEGIN,
		};
		same = o->per_socket ? NULL : find(w, n, &one);
		if (same) {
			add_histogram(&same->histogram, &one.histogram);
			value_add(&same->unknown, one.unknown);
		} else {
			same = &w[n++];
			*same = one;
		}
		same->set = set_add(same->set, one.row->inode);
	}
	return n;
}

int latency_metrics(struct exposition *e, const struct latency_table *table,
		    const struct metric_options *o)
{
	struct waited *w = calloc(table->count + 1, sizeof(*w));
	size_t i, n;

	if (!w)
		return -ENOMEM;
	n = collect(w, table, o);
	for (i = 0; i < ARRAY_SIZE(waits); i++) {
		put_histograms(e, w, n, &waits[i], o->per_socket);
		put_unknown(e, w, n, &waits[i], o->per_socket);
	}
	free(w);
	return 0;
}
