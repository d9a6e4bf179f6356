/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All metrics as one text in memory: only after the last table has been read is
 * it known whether there is an answer.
 */
#ifndef ALL_METRICS_H
#define ALL_METRICS_H

#include <stdbool.h>
#include <stddef.h>

#include "metrics/exposition.h"

struct failure;
struct metric_options;

struct metrics_text {
	char *text;
	size_t length;
};

/*
 * Writes the metrics. Returns an exit_status. On failure there is a text, too,
 * unless memory was short: "listenq_up 0", without the end mark of OpenMetrics
 * if the failure is not a valid answer. all_metrics_free() is due in any case.
 */
int all_metrics_write(struct metrics_text *text, enum dialect wanted,
		      struct metric_options *o, struct failure *why);
/*
 * Whether that status is a valid answer: success, or the module is not loaded.
 */
bool all_metrics_is_answer(int status);
void all_metrics_free(struct metrics_text *text);

#endif /* ALL_METRICS_H */
