/* SPDX-License-Identifier: GPL-2.0-only */
/* Which metrics are written. */
#ifndef METRIC_OPTIONS_H
#define METRIC_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "listener/filter.h"
#include "table/table.h"

#define HISTOGRAM_FILTERS_MAX 16

struct failure;

struct metric_options {
	struct filters filters;
	uint64_t lately_ms;		/* what the judgement calls so */
	bool per_socket;		/* series of each socket, not of an endpoint */
	bool all_columns;
	bool column[LISTENER_NCOLUMNS];	/* of the listeners' table */
	bool columns_chosen;
	struct filter histogram[HISTOGRAM_FILTERS_MAX];	/* any of them */
	size_t nhistograms;
};

/*
 * Chooses the columns of a list, "syns,acceptq", "+uid" (the default ones and
 * that) or "all". Cuts list into pieces. Returns an exit_status.
 */
int metric_columns_parse(struct metric_options *o, char *list,
			 struct failure *why);

/* Adds a FILTER to those of histograms. Returns an exit_status. */
int metric_histogram_parse(struct metric_options *o, const char *text,
			   struct failure *why);

/* Whether a column of the listeners' table is written. */
bool metric_has_column(const struct metric_options *o, size_t column);

#endif /* METRIC_OPTIONS_H */
