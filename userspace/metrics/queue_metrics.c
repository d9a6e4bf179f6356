// SPDX-License-Identifier: GPL-2.0-only
#include "lib/array.h"
#include "metrics/column_metric.h"
#include "metrics/metric_options.h"
#include "metrics/queue_metrics.h"
#include "metrics/series.h"

static void about_each(struct exposition *e, const struct series_list *list)
{
	static const struct family family = {
		"listenq_listener", METRIC_INFO, NULL,
		"what the listener is; of several processes that hold its socket, "
		"process is the one with the lowest descriptor",
	};
	const struct series *s;
	struct labels labels;
	size_t i;

	exposition_family(e, &family);
	for (i = 0; i < list->count; i++) {
		s = &list->series[i];
		labels = s->gauge;
		labels_add_text(&labels, "family", s->row.family);
		labels_add_text(&labels, "proto", s->row.proto);
		labels_add(&labels, "process",
			   owner_name(s->listener->owner) ?: "");
		labels_add(&labels, "netns_name", s->listener->netns_name ?: "");
		exposition_sample(e, "", &labels, 1, 1);
	}
}

static void put_sockets(struct exposition *e, const struct series_list *list)
{
	static const struct family sockets = {
		"listenq_sockets", METRIC_GAUGE, NULL,
		"listening sockets of the endpoint (SO_REUSEPORT)",
	};
	static const struct family full = {
		"listenq_sockets_full", METRIC_GAUGE, NULL,
		"sockets of the endpoint whose accept queue is full; absent if none is",
	};
	size_t i;

	exposition_family(e, &sockets);
	for (i = 0; i < list->count; i++)
		exposition_sample(e, "", &list->series[i].gauge,
				  list->series[i].sockets, 1);
	exposition_family(e, &full);
	for (i = 0; i < list->count; i++)
		if (list->series[i].full)
			exposition_sample(e, "", &list->series[i].gauge,
					  list->series[i].full, 1);
}

static void put_fullest(struct exposition *e, const struct series_list *list)
{
	static const struct family synq = {
		"listenq_synq_fullest_ratio", METRIC_GAUGE, NULL,
		"SYN queue: highest depth in the last 60 s by the limit, of the "
		"endpoint's fullest socket",
	};
	static const struct family acceptq = {
		"listenq_acceptq_fullest_ratio", METRIC_GAUGE, NULL,
		"accept queue: highest depth in the last 60 s by the limit, of the "
		"endpoint's fullest socket",
	};
	size_t i;

	exposition_family(e, &synq);
	for (i = 0; i < list->count; i++)
		if (known(list->series[i].synq_fullest))
			exposition_sample(e, "", &list->series[i].gauge,
					  list->series[i].synq_fullest.number,
					  1000);
	exposition_family(e, &acceptq);
	for (i = 0; i < list->count; i++)
		if (known(list->series[i].acceptq_fullest))
			exposition_sample(e, "", &list->series[i].gauge,
					  list->series[i].acceptq_fullest.number,
					  1000);
}

static void put_severities(struct exposition *e, const struct series_list *list)
{
	static const struct family family = {
		"listenq_severity", METRIC_GAUGE, NULL,
		"how the listener is judged, of several the worst: 0 ok, 1 warning, "
		"2 critical",
	};
	size_t i;

	exposition_family(e, &family);
	for (i = 0; i < list->count; i++)
		exposition_sample(e, "", &list->series[i].gauge,
				  list->series[i].judgement.severity, 1);
}

static void put_troubles_of(struct exposition *e, const struct series *s)
{
	struct labels labels;
	unsigned int trouble;

	for (trouble = 0; trouble < NTROUBLES; trouble++) {
		if (!has_trouble(&s->judgement, trouble))
			continue;
		labels = s->gauge;
		labels_add(&labels, "trouble", trouble_id(trouble));
		exposition_sample(e, "", &labels,
				  s->judgement.critical & 1u << trouble ? 2 : 1,
				  1);
	}
}

static void put_troubles(struct exposition *e, const struct series_list *list)
{
	static const struct family family = {
		"listenq_trouble", METRIC_GAUGE, NULL,
		"troubles of the listener: 1 warning, 2 critical; absent if it does "
		"not have that one",
	};
	size_t i;

	exposition_family(e, &family);
	for (i = 0; i < list->count; i++)
		put_troubles_of(e, &list->series[i]);
}

static void put_column(struct exposition *e, const struct column_metric *m,
		       const struct series_list *list, size_t column)
{
	const bool counts = m->family.type == METRIC_COUNTER;
	const struct series *s;
	size_t i;

	for (i = 0; i < list->count; i++) {
		s = &list->series[i];
		column_sample(e, m, counts ? &s->counter : &s->gauge,
			      s->row.value[column]);
	}
}

static void put_cause(struct exposition *e, const struct column_metric *m,
		      const struct series_list *list, size_t column, bool zeros)
{
	const struct series *s;
	struct labels labels;
	struct value v;
	size_t i;

	for (i = 0; i < list->count; i++) {
		s = &list->series[i];
		v = s->row.value[column];
		if (!zeros && !some(v))
			continue;
		labels = s->counter;
		labels_add(&labels, "cause",
			   listener_format.columns[column].token);
		column_sample(e, m, &labels, v);
	}
}

/*
 * Puts all causes into one family, so that they can be summed. A cause that has
 * counted nothing at an endpoint is left out: they are many. The sum of all of
 * them is always there.
 */
static void put_dropped(struct exposition *e, const struct series_list *list,
			bool zeros)
{
	static const struct column_metric dropped = {
		.family = {
			"listenq_drops", METRIC_COUNTER, NULL,
			"SYNs (syn_) and final ACKs dropped; cause is the "
			"column of listenq(5), absent before the first",
		},
		.scale = 1,
	};
	static const struct column_metric all = {
		.family = {
			"listenq_all_drops", METRIC_COUNTER, NULL,
			"SYNs and final ACKs dropped, for all causes together",
		},
		.scale = 1,
	};
	size_t i;

	exposition_family(e, &all.family);
	for (i = 0; i < list->count; i++)
		column_sample(e, &all, &list->series[i].counter,
			      listener_drops(&list->series[i].row));
	exposition_family(e, &dropped.family);
	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (listener_format.columns[i].kind == KIND_DROP)
			put_cause(e, &dropped, list, i, zeros);
}

void queue_metrics(struct exposition *e, const struct series_list *list,
		   const struct metric_options *o)
{
	const struct column_format *column = listener_format.columns;
	struct column_metric m;
	size_t i;

	about_each(e, list);
	put_severities(e, list);
	put_troubles(e, list);
	if (!o->per_socket) {
		put_sockets(e, list);
		put_fullest(e, list);
	}
	for (i = 0; i < LISTENER_NCOLUMNS; i++) {
		if (!metric_has_column(o, i) ||
		    !column_metric(&m, "listenq_", &column[i]))
			continue;
		exposition_family(e, &m.family);
		put_column(e, &m, list, i);
	}
	put_dropped(e, list, o->per_socket);
}
