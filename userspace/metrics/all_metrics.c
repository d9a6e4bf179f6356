// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "lib/failure.h"
#include "listener/completeness.h"
#include "listener/filter.h"
#include "listener/listener_latency.h"
#include "listener/listener.h"
#include "metrics/all_metrics.h"
#include "metrics/latency_metrics.h"
#include "metrics/metric_options.h"
#include "metrics/module_metrics.h"
#include "metrics/queue_metrics.h"
#include "metrics/series.h"
#include "metrics/state_metrics.h"
#include "table/load.h"

/*
 * Lack of permission or of debugfs is not a failure: those metrics are omitted.
 */
static int excuse(int status, struct failure *why)
{
	if (status != EXIT_NO_PERMISSION && status != EXIT_NO_MODULE)
		return status;
	*why = (struct failure){ "" };
	return EXIT_OK;
}

static int no_memory(struct failure *why)
{
	return fail(why, EXIT_FAILED, "out of memory");
}

static int put_queues(struct exposition *e, const struct listeners *listeners,
		      const struct metric_options *o, struct failure *why)
{
	struct series_list list;
	int status = EXIT_OK;

	if (series_make(&list, listeners, o->per_socket))
		status = no_memory(why);
	else
		queue_metrics(e, &list, o);
	series_free(&list);
	return status;
}

static int write_queues(struct exposition *e, struct metric_options *o,
			struct failure *why)
{
	struct listeners listeners;
	int status;

	status = filters_load_listeners(&o->filters, &listeners, OWNERS_FIRST,
					NULL, why);
	listeners_sort_by_namespace(&listeners);
	listeners_keep(&listeners, listener_matches, &o->filters);
	listeners_judge(&listeners, o->lately_ms);
	if (!status && o->filters.all_namespaces)
		status = listeners_name_namespaces(&listeners, why);
	if (!status)
		status = put_queues(e, &listeners, o, why);
	listeners_free(&listeners);
	return status;
}

static int write_states(struct exposition *e, struct metric_options *o,
			struct failure *why)
{
	struct loaded states = { .source = { .length = 0 } };
	int status = load(&states, o->filters.all_namespaces ?
			  SOURCE_ALL_STATES : SOURCE_STATES, why);

	if (!status && filters_learn_namespaces(&o->filters, &states.table,
						STATES_netns))
		status = no_memory(why);
	if (!status)
		state_metrics(e, &states.table, &o->filters, o->per_socket);
	unload(&states);
	return excuse(status, why);
}

/* Histograms are many series: only those that were asked for. */
static int write_waits(struct exposition *e, struct metric_options *o,
		       struct failure *why)
{
	struct latency_table table;
	int status;

	if (!o->nhistograms && !o->per_socket)
		return EXIT_OK;
	status = latency_table_load(&table, filters_owners(&o->filters), why);
	if (!status && !o->filters.all_namespaces)
		latency_table_keep_own_netns(&table);
	if (!status)
		status = latency_table_keep(&table, &o->filters, why);
	if (!status && latency_metrics(e, &table, o))
		status = no_memory(why);
	latency_table_free(&table);
	return excuse(status, why);
}

static int write_module(struct exposition *e, struct failure *why)
{
	struct module_tables tables;
	int status = module_tables_load(&tables, why);

	if (!status)
		module_metrics(e, &tables);
	module_tables_unload(&tables);
	return excuse(status, why);
}

static int write_all(struct exposition *e, struct metric_options *o,
		     struct failure *why)
{
	int status;

	up_metric(e, true);
	status = write_queues(e, o, why);
	if (!status)
		status = write_states(e, o, why);
	if (!status)
		status = write_waits(e, o, why);
	if (!status)
		status = write_module(e, why);
	if (!status)
		exposition_end(e);
	return status;
}

static bool begin(struct metrics_text *g, struct exposition *e)
{
	all_metrics_free(g);
	e->out = open_memstream(&g->text, &g->length);
	return e->out;
}

static int end(struct exposition *e, int status, struct failure *why)
{
	return fclose(e->out) ? no_memory(why) : status;
}

/* Discards what was written, so that it is not taken for the whole. */
static int begin_anew(struct metrics_text *g, struct exposition *e, int status,
		      struct failure *why)
{
	if (!begin(g, e))
		return no_memory(why);
	up_metric(e, false);
	if (all_metrics_is_answer(status))
		exposition_end(e);
	return end(e, status, why);
}

int all_metrics_write(struct metrics_text *g, enum dialect wanted,
		      struct metric_options *o, struct failure *why)
{
	struct exposition e = { .dialect = wanted };
	int status;

	*g = (struct metrics_text){ NULL, 0 };
	if (!begin(g, &e))
		return no_memory(why);
	status = end(&e, write_all(&e, o, why), why);
	return status ? begin_anew(g, &e, status, why) : EXIT_OK;
}

bool all_metrics_is_answer(int status)
{
	return status == EXIT_OK || status == EXIT_NO_MODULE;
}

void all_metrics_free(struct metrics_text *g)
{
	free(g->text);
	*g = (struct metrics_text){ NULL, 0 };
}
