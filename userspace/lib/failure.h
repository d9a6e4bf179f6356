/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Why something could not be done: whoever notices writes the sentence, and
 * only a main prints it, so that a table and an error never come together.
 */
#ifndef FAILURE_H
#define FAILURE_H

#include "lib/exit_status.h"

struct failure {
	char sentence[512];
};

/* Returns status, one of enum exit_status, for "return fail(...)". */
__attribute__((format(printf, 3, 4)))
int fail(struct failure *why, int status, const char *format, ...);

#endif /* FAILURE_H */
