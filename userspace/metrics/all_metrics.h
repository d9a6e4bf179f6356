/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All metrics as one text in memory: only when the last table has been read is
 * it known whether there is an answer.
 */
#ifndef ALL_METRICS_H
#define ALL_METRICS_H

#include <stdbool.h>
#include <stddef.h>

#include "metrics/exposition.h"

struct failure;

struct metrics_text {
	char *text;
	size_t length;
};

/*
 * Returns a cmd_status. Whatever it is there is a text, but if it was memory
 * that failed. That of a failure is "listenq_up 0" and nothing else, and where
 * it is no answer it lacks its end.
 */
int all_metrics_write(struct metrics_text *text, enum dialect wanted,
		      bool all_namespaces, struct failure *why);
/* With that status: that the module is not loaded is an answer too. */
bool all_metrics_is_answer(int status);
void all_metrics_free(struct metrics_text *text);

#endif /* ALL_METRICS_H */
