// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "lib/failure.h"
#include "listener/completeness.h"
#include "listener/listener_latency.h"
#include "listener/listener.h"
#include "metrics/all_metrics.h"
#include "metrics/latency_metrics.h"
#include "metrics/module_metrics.h"
#include "metrics/queue_metrics.h"
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

static int write_queues(struct exposition *e, bool all, struct failure *why)
{
	enum source_file file = all ? SOURCE_ALL_LISTENERS : SOURCE_LISTENERS;
	struct listeners listeners;
	int status;

	status = listeners_load_from(&listeners, file, OWNERS_FIRST, NULL, why);
	if (!status && all)
		status = listeners_name_namespaces(&listeners, why);
	if (!status)
		queue_metrics(e, &listeners);
	listeners_free(&listeners);
	return status;
}

static int write_states(struct exposition *e, bool all, struct failure *why)
{
	struct loaded states = { .source = { .length = 0 } };
	int status = load(&states, all ? SOURCE_ALL_STATES : SOURCE_STATES, why);

	if (!status)
		state_metrics(e, &states.table);
	unload(&states);
	return excuse(status, why);
}

static int write_waits(struct exposition *e, bool all, struct failure *why)
{
	struct latency_table table;
	int status = latency_table_load(&table, OWNERS_NONE, why);

	if (!status && !all)
		latency_table_keep_own_netns(&table);
	if (!status)
		latency_metrics(e, &table);
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

static int write_all(struct exposition *e, bool all, struct failure *why)
{
	int status;

	up_metric(e, true);
	status = write_queues(e, all, why);
	if (!status)
		status = write_states(e, all, why);
	if (!status)
		status = write_waits(e, all, why);
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

static int without_memory(struct failure *why)
{
	return fail(why, EXIT_FAILED, "out of memory");
}

static int end(struct exposition *e, int status, struct failure *why)
{
	return fclose(e->out) ? without_memory(why) : status;
}

/* Discards what was written, so that it is not taken for the whole. */
static int begin_anew(struct metrics_text *g, struct exposition *e, int status,
		      struct failure *why)
{
	if (!begin(g, e))
		return without_memory(why);
	up_metric(e, false);
	if (all_metrics_is_answer(status))
		exposition_end(e);
	return end(e, status, why);
}

int all_metrics_write(struct metrics_text *g, enum dialect wanted,
		      bool all_namespaces, struct failure *why)
{
	struct exposition e = { .dialect = wanted };
	int status;

	*g = (struct metrics_text){ NULL, 0 };
	if (!begin(g, &e))
		return without_memory(why);
	status = end(&e, write_all(&e, all_namespaces, why), why);
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
