/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A line of the kernel's trace_pipe back to what it tells: the text that
 * module/trace.h gives its events, with nothing taken on trust, as the line
 * begins with the name of whatever process happened to run.
 */
#ifndef TRACE_EVENT_H
#define TRACE_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/endpoint.h"
#include "table/table.h"

#define TRACE_CAUSE_SIZE 24

/* The values of the drop point into it: not to be copied. */
struct trace_event {
	struct drop_row drop;		/* age_ms is absent */
	uint64_t at_us;			/* by the clock of the trace */
	char local[ENDPOINT_TEXT_SIZE];
	char remote[ENDPOINT_TEXT_SIZE];
	char cause[TRACE_CAUSE_SIZE];
};

/* false: the line is something else. */
bool trace_event_parse(const char *line, struct trace_event *event);

#endif /* TRACE_EVENT_H */
