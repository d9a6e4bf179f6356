// SPDX-License-Identifier: GPL-2.0-only
#include "listener/completeness.h"
#include "metrics/column_metric.h"
#include "metrics/module_metrics.h"

static const struct labels no_labels;

void up_metric(struct exposition *e, bool up)
{
	static const struct family family = {
		"listenq_up", METRIC_GAUGE, NULL,
		"1 if the module is loaded and its tables could be read, else 0",
	};

	exposition_family(e, &family);
	exposition_sample(e, "", &no_labels, up, 1);
}

static void put_version(struct exposition *e, struct value version)
{
	static const struct family family = {
		"listenq_module", METRIC_INFO, NULL, "the loaded module",
	};
	struct labels labels = { .count = 0 };

	labels_add_text(&labels, "version", version);
	exposition_family(e, &family);
	exposition_sample(e, "", &labels, 1, 1);
}

static void put_module(struct exposition *e, const struct table *table)
{
	struct column_metric m;
	size_t i;

	if (!table->nrows)
		return;
	put_version(e, module_at(table, 0)->version);
	for (i = 0; i < table->format->ncolumns; i++) {
		if (!column_metric(&m, "listenq_module_",
				   &table->format->columns[i]))
			continue;
		exposition_family(e, &m.family);
		column_sample(e, &m, &no_labels, value_at(table, 0, i));
	}
}

static void put_probe_column(struct exposition *e, const struct table *table,
			     size_t column)
{
	struct column_metric m;
	struct labels labels;
	size_t row;

	if (!column_metric(&m, "listenq_probe_", &table->format->columns[column]))
		return;
	exposition_family(e, &m.family);
	for (row = 0; row < table->nrows; row++) {
		labels_begin(&labels);
		labels_add_text(&labels, "symbol", probe_at(table, row)->symbol);
		column_sample(e, &m, &labels, value_at(table, row, column));
	}
}

static void put_planted(struct exposition *e, const struct table *table)
{
	static const struct family family = {
		"listenq_probe_planted", METRIC_GAUGE, NULL,
		"1 if the probe is planted, else 0",
	};
	struct labels labels;
	size_t row;

	exposition_family(e, &family);
	for (row = 0; row < table->nrows; row++) {
		if (probe_is_off(probe_at(table, row)))
			continue;
		labels_begin(&labels);
		labels_add_text(&labels, "symbol", probe_at(table, row)->symbol);
		exposition_sample(e, "", &labels,
				  probe_is_planted(probe_at(table, row)), 1);
	}
}

static void put_completeness(struct exposition *e,
			     enum completeness completeness)
{
	static const struct family family = {
		"listenq_complete", METRIC_GAUGE, NULL,
		"1 if every probe is planted and nothing was lost, else 0: see "
		"'listenq status'",
	};

	exposition_family(e, &family);
	if (completeness != COMPLETENESS_UNKNOWN)
		exposition_sample(e, "", &no_labels, completeness == COMPLETE,
				  1);
}

static void put_consistency(struct exposition *e, enum consistency consistency)
{
	static const struct family family = {
		"listenq_consistent", METRIC_GAUGE, NULL,
		"1 if the sums agree with the kernel's own counters, else 0: see "
		"'listenq status'",
	};

	exposition_family(e, &family);
	if (consistency != CONSISTENCY_UNKNOWN)
		exposition_sample(e, "", &no_labels, consistency == CONSISTENT,
				  1);
}

void module_metrics(struct exposition *e, const struct module_tables *tables)
{
	const struct table *probes = &tables->probes.table;
	size_t i;

	put_completeness(e, completeness_of(tables));
	put_consistency(e, consistency_of(tables));
	if (tables->hidden)
		return;
	put_module(e, &tables->module.table);
	put_planted(e, probes);
	for (i = 0; i < probes->format->ncolumns; i++)
		put_probe_column(e, probes, i);
}
