/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Why something failed: the function that notices it writes the message, and
 * only the main() of a subcommand prints it or exits, so that output and errors
 * do not mix.
 */
#ifndef FAILURE_H
#define FAILURE_H

#include "lib/exit_status.h"

struct failure {
	char message[512];		/* "": nothing failed */
};

/* Writes the message; returns status, for "return fail(...)". */
__attribute__((format(printf, 3, 4)))
int fail(struct failure *why, int status, const char *format, ...);

#endif /* FAILURE_H */
