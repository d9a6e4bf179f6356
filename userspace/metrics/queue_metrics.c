// SPDX-License-Identifier: GPL-2.0-only
#include "listener/listener.h"
#include "metrics/column_metric.h"
#include "metrics/queue_metrics.h"

static void label_row(struct socket_labels *s, const struct listener_row *l)
{
	socket_labels(s, l->netns, l->local, l->inode);
}

static void about_each(struct exposition *e, const struct listeners *listeners)
{
	static const struct family family = {
		"listenq_listener", METRIC_INFO, NULL,
		"what the listener is; of several processes that hold its socket, "
		"process is the one with the lowest descriptor",
	};
	const struct listener *listener;
	struct socket_labels s;
	size_t i;

	exposition_family(e, &family);
	for (i = 0; i < listeners->count; i++) {
		listener = &listeners->listener[i];
		label_row(&s, listener->row);
		labels_add_text(&s.labels, "family", listener->row->family);
		labels_add_text(&s.labels, "proto", listener->row->proto);
		labels_add(&s.labels, "process",
			   owner_name(listener->owner) ?: "");
		labels_add(&s.labels, "netns_name", listener->netns_name ?: "");
		exposition_sample(e, "", &s.labels, 1, 1);
	}
}

/* Writes a column of all rows; cause: a further label, or NULL. */
static void put_column(struct exposition *e, const struct column_metric *m,
		       const struct listeners *listeners, size_t column,
		       const char *cause)
{
	struct socket_labels s;
	size_t i;

	for (i = 0; i < listeners->count; i++) {
		label_row(&s, listeners->listener[i].row);
		if (cause)
			labels_add(&s.labels, "cause", cause);
		column_sample(e, m, &s.labels,
			      listeners->listener[i].row->value[column]);
	}
}

/* Puts all causes into one family, so that they can be summed. */
static void put_dropped(struct exposition *e, const struct listeners *listeners)
{
	static const struct column_metric dropped = {
		.family = {
			"listenq_drops", METRIC_COUNTER, NULL,
			"SYNs (syn_) and final ACKs dropped; cause is the "
			"column of listenq(5)",
		},
		.scale = 1,
	};
	const struct column_format *column = listener_format.columns;
	size_t i;

	exposition_family(e, &dropped.family);
	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		if (column[i].kind == KIND_DROP)
			put_column(e, &dropped, listeners, i, column[i].token);
}

void queue_metrics(struct exposition *e, const struct listeners *listeners)
{
	const struct column_format *column = listener_format.columns;
	struct column_metric m;
	size_t i;

	about_each(e, listeners);
	for (i = 0; i < LISTENER_NCOLUMNS; i++) {
		if (column[i].kind == KIND_DROP ||
		    !column_metric(&m, "listenq_", &column[i]))
			continue;
		exposition_family(e, &m.family);
		put_column(e, &m, listeners, i, NULL);
	}
	put_dropped(e, listeners);
}
