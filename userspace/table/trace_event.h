/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Parses a line of the kernel's trace_pipe, which has the format of the
 * module's trace.h. Such a line begins with the name of the process that ran,
 * which may contain anything: nothing in it is trusted.
 */
#ifndef TRACE_EVENT_H
#define TRACE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/endpoint.h"
#include "table/table.h"

#define TRACE_CAUSE_SIZE 24

/* Do not copy one: the values of drop point into it. */
struct trace_event {
	struct drop_row drop;		/* age_ms is absent */
	uint64_t at_us;			/* CLOCK_MONOTONIC */
	char local[ENDPOINT_TEXT_SIZE];
	char remote[ENDPOINT_TEXT_SIZE];
	char cause[TRACE_CAUSE_SIZE];
};

/* Returns false if the line is not a drop or an expiry. */
bool trace_event_parse(const char *line, struct trace_event *event);

#endif /* TRACE_EVENT_H */
